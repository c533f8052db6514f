package io.payonce.callbacks;

import io.payonce.payments.PaymentMethod;
import io.payonce.schemas.Command;
import io.payonce.schemas.CommandKind;
import io.payonce.store.BatchTransaction;
import io.payonce.store.WorkingSet;
import java.util.List;
import java.util.Map;

/** What is particular to one kind of command. */
interface Deciding<C extends Command> {
  CommandKind kind();

  Class<C> type();

  PaymentMethod method(C command);

  /**
   * What the command says, as a fingerprint: a cached result counts only for a command that says
   * the same.
   */
  String said(C command);

  /**
   * Whether cached results may answer commands of this kind, which is so where nothing but their
   * own key changes them.
   */
  boolean readsCache();

  /** Locks and loads what the commands speak of. */
  WorkingSet load(BatchTransaction transaction, List<C> commands);

  /** Decides one command over the set as it stands, and takes the decision into it. */
  CommandResult decide(WorkingSet set, Incoming<C> incoming);

  /**
   * Called once what was decided is stored and before it is committed, while its rows are locked.
   * It may yet not be committed.
   */
  default void stored(WorkingSet set, Map<Incoming<C>, CommandResult> results) {}
}
