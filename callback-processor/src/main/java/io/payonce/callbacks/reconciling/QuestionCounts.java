package io.payonce.callbacks.reconciling;

import io.micrometer.core.instrument.MeterRegistry;
import io.payonce.payments.PaymentMethod;
import io.payonce.store.reconciling.Unsettled;
import java.util.Locale;

/** The questions to one gateway, counted by what they were about and what came of them. */
final class QuestionCounts {
  private final MeterRegistry registry;
  private final PaymentMethod method;

  QuestionCounts(MeterRegistry registry, PaymentMethod method) {
    this.registry = registry;
    this.method = method;
  }

  void asked(Unsettled.Kind about, Question.Answer answer) {
    String what =
        switch (answer) {
          case Question.Answer.Certain certain ->
              certain.claim().status().name().toLowerCase(Locale.ROOT);
          case Question.Answer.Nothing nothing -> nothing.why();
          case Question.Answer.NotTaken _ -> "not-taken";
        };
    registry
        .counter(
            "payonce.reconcile.questions",
            "method",
            method.name(),
            "about",
            about.name().toLowerCase(Locale.ROOT),
            "answer",
            what)
        .increment();
  }
}
