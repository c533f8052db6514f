package io.payonce.benchmarks.micro;

import io.payonce.methods.CallbackVerdict;
import io.payonce.methods.Parameter;
import io.payonce.methods.vnpay.Vnpay;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the ingress does with a callback before anything is sent. */
@State(Scope.Benchmark)
public class VerifyBenchmark {
  private final Vnpay vnpay = SampleCallback.vnpay();
  private final String query = SampleCallback.query();
  private final List<Parameter> parameters = Parameter.parse(query);

  /** Checks the signature and reads the claim. */
  @Benchmark
  public CallbackVerdict verify() {
    return vnpay.verify(parameters);
  }

  /** The same from the query as it came. */
  @Benchmark
  public CallbackVerdict parseAndVerify() {
    return vnpay.verify(Parameter.parse(query));
  }
}
