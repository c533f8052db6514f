package io.payonce.embedded.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a test that kills things on purpose, so that connections, locks and threads may be left
 * behind.
 *
 * <p>A killed worker cannot close what it had open: to call that a leak would forbid the very tests
 * that matter most. What is left is cleared away all the same.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AllowLeaks {
  /** What is left behind, and why that is right. */
  String value();
}
