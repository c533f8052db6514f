package io.payonce.cli.demo;

import io.payonce.cli.stack.OrderDraft;

/** An order of the demo and what happens to it. */
record DemoOrder(OrderDraft draft, Scenario scenario) {}
