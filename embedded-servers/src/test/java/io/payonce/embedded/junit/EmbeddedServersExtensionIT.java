package io.payonce.embedded.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class EmbeddedServersExtensionIT {
  private static Events events;

  @BeforeAll
  static void run_the_samples() {
    events =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(LeakSamples.class))
            .execute()
            .testEvents();
  }

  @Test
  void open_connection_fails_the_test() {
    assertFails("leaves_a_connection", "database connections: 1");
  }

  @Test
  void lock_fails_the_test() {
    assertFails("leaves_a_lock", "lock:callback");
  }

  @Test
  void running_thread_fails_the_test() {
    assertFails("leaves_a_thread", "thread payonce-left");
  }

  @Test
  void leaks_that_are_allowed_do_not_fail_the_test() {
    assertSucceeds("leaves_everything_on_purpose");
  }

  @Test
  void what_is_closed_a_moment_later_is_no_leak() {
    assertSucceeds("closes_a_moment_later");
  }

  @Test
  void stopped_servers_run_again_in_the_next_test() {
    assertSucceeds("stops_all_servers");
    assertSucceeds("finds_nothing_of_the_tests_before");
  }

  @Test
  void topic_outside_the_namespace_is_refused() {
    assertSucceeds("may_create_only_its_own_topics");
  }

  private static void assertFails(String method, String reason) {
    events
        .assertThatEvents()
        .haveExactly(1, event(test(method), finishedWithFailure(message(m -> m.contains(reason)))));
  }

  private static void assertSucceeds(String method) {
    events.assertThatEvents().haveExactly(1, event(test(method), finishedSuccessfully()));
  }
}
