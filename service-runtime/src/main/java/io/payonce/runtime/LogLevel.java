package io.payonce.runtime;

/** How much a service writes to its log. */
public enum LogLevel {
  ERROR,
  WARN,
  INFO,
  DEBUG,
  TRACE
}
