package io.payonce.embedded.junit;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives a {@link TestServers} to test methods, to the methods around them and to the constructor of
 * a test class; one for each test, all on one set of servers. Classes of tests may run side by
 * side, but for those that say {@link StopsServers}.
 *
 * <p>After a test and its {@code @AfterEach} methods it
 *
 * <ol>
 *   <li>starts the servers that the test has stopped;
 *   <li>fails the test for what it left open, unless it says {@link AllowLeaks};
 *   <li>drops the test's database and deletes its topics and Redis keys.
 * </ol>
 *
 * A test that asks for no {@code TestServers} starts nothing and is not checked.
 */
public final class EmbeddedServersExtension
    implements ParameterResolver, InvocationInterceptor, AfterEachCallback {
  private static final Namespace STORE = Namespace.create(EmbeddedServersExtension.class);

  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestServers.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException("TestServers are made for a test, not for a class");
    }
    return context
        .getStore(STORE)
        .computeIfAbsent(TestServers.class, key -> suite(context).newTest(), TestServers.class);
  }

  @Override
  public <T> T interceptTestClassConstructor(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Constructor<T>> constructor,
      ExtensionContext context)
      throws Throwable {
    return context.getTestMethod().isEmpty()
        ? invocation.proceed()
        : threads(context).run(invocation);
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    threads(context).run(invocation);
  }

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    threads(context).run(invocation);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    threads(context).run(invocation);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    threads(context).run(invocation);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    TestServers test = context.getStore(STORE).get(TestServers.class, TestServers.class);
    if (test == null) {
      return;
    }
    SuiteServers suite = suite(context);
    boolean foundStopped = suite.startStopped();
    try {
      if (foundStopped
          && !AnnotationSupport.isAnnotated(context.getTestClass(), StopsServers.class)) {
        throw new AssertionError("stops a server and does not say @StopsServers");
      }
      if (!context.getRequiredTestMethod().isAnnotationPresent(AllowLeaks.class)) {
        new Leaks(suite, test, threads(context)).check();
      }
    } finally {
      new Clearing(suite, test).clear();
    }
  }

  private static TestThreads threads(ExtensionContext context) {
    return context
        .getStore(STORE)
        .computeIfAbsent(
            TestThreads.class,
            key -> new TestThreads(context.getRequiredTestClass().getSimpleName()),
            TestThreads.class);
  }

  private static SuiteServers suite(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(STORE)
        .computeIfAbsent(SuiteServers.class, key -> new SuiteServers(), SuiteServers.class);
  }
}
