package io.payonce.embedded.junit;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a {@link TestServers} to test methods, to the methods around them and to the constructor of
 * a test class; one for each test, all on one set of servers.
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
public final class EmbeddedServersExtension implements ParameterResolver, AfterEachCallback {
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
  public void afterEach(ExtensionContext context) {
    TestServers test = context.getStore(STORE).get(TestServers.class, TestServers.class);
    if (test == null) {
      return;
    }
    SuiteServers suite = suite(context);
    suite.startStopped();
    try {
      if (!context.getRequiredTestMethod().isAnnotationPresent(AllowLeaks.class)) {
        new Leaks(suite, test).check();
      }
    } finally {
      new Clearing(suite, test).clear();
    }
  }

  private static SuiteServers suite(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(STORE)
        .computeIfAbsent(SuiteServers.class, key -> new SuiteServers(), SuiteServers.class);
  }
}
