package io.payonce.embedded;

/** A Redis that keeps nothing: after a stop it is empty. */
public interface RedisServer extends Server {
  /** The address as {@code redis://host:port}, the same after every {@link #start}. */
  String url();
}
