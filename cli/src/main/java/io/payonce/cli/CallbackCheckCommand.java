package io.payonce.cli;

import io.payonce.cli.check.CallbackCheck;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells whether captured callbacks are genuine, and what they claim. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    header = "Says whether captured callbacks are genuine and what they claim.",
    description = {
      "",
      "Reads JSON from standard input, one object or an array of them (VNPAY for now):",
      "",
      "  {\"id\": \"any\", \"gateway\": \"VNPAY\",",
      "   \"secrets\": {\"tmnCode\": \"...\", \"hashSecret\": \"...\"},",
      "   \"http\": {\"method\": \"GET\", \"headers\": {},",
      "            \"query\": \"vnp_Amount=...\", \"body\": \"\"}}",
      "",
      "query is the raw query string, as it came; body is the raw form of a POST. For a bad"
          + " signature it shows the text that was signed and the usual causes. Secrets are never"
          + " printed, and nothing is sent anywhere.",
      "",
      "Exit code 0 if all callbacks are valid; 1 if any is not, one of an array that cannot be"
          + " read included; 2 if the input cannot be read."
    },
    footerHeading = "%n",
    footer = {"Example:", "  ./payonce callback check --json < captured.json"})
final class CallbackCheckCommand implements Callable<Integer> {
  @Option(
      names = "--json",
      description = {
        "Print one line of JSON: an array in the order of the input of {id, valid, reason,"
            + " transactionId, gatewayTransactionId, amountMinor, currency, status}. What a"
            + " callback that is not valid claims is null."
      })
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    return new CallbackCheck(spec.commandLine().getOut(), spec.commandLine().getErr(), json)
        .run(System.in);
  }
}
