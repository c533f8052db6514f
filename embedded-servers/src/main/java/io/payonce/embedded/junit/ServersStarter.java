package io.payonce.embedded.junit;

import io.payonce.embedded.Servers;

/**
 * Another way to come by the servers of a test run than the embedded ones; found by {@link
 * java.util.ServiceLoader}, and used if the system property {@code payonce.servers} names it.
 */
public interface ServersStarter {
  /** What it is chosen by. */
  String name();

  /** Returns when all of them answer. */
  Servers start();
}
