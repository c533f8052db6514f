package io.payonce.cli.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;

/** Checks all captured requests of an input, and tells about each. */
public final class CallbackCheck {
  private static final int ALL_VALID = 0;
  private static final int NOT_ALL_VALID = 1;
  private static final int UNREADABLE = 2;

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;

  /**
   * @param out gets the findings
   * @param err gets a line for what cannot be read
   * @param json whether the findings are for a program
   */
  public CallbackCheck(PrintWriter out, PrintWriter err, boolean json) {
    this.out = out;
    this.err = err;
    this.json = json;
  }

  /**
   * Reads the input to its end. A request that cannot be read is one finding among others in an
   * array; alone, it is an input that cannot be read.
   *
   * @return the exit code: 0 if all are valid, 1 if not, 2 if the input cannot be read
   * @throws IOException if reading fails
   */
  public int run(InputStream input) throws IOException {
    CapturedRequests requests;
    try {
      requests = CapturedRequests.read(input);
    } catch (UnreadableRequest unreadable) {
      err.println("payonce: " + unreadable.words());
      return UNREADABLE;
    }
    List<CheckedRequest> checked = requests.elements().stream().map(RequestCheck::check).toList();
    if (json || requests.alone()) {
      tellUnreadable(checked, requests.alone());
    }
    if (requests.alone() && checked.getFirst().finding() instanceof Finding.Unreadable) {
      return UNREADABLE;
    }
    tell(checked);
    return checked.stream().allMatch(CheckedRequest::isValid) ? ALL_VALID : NOT_ALL_VALID;
  }

  /** The page has the words, a code alone would not do. */
  private void tellUnreadable(List<CheckedRequest> checked, boolean alone) {
    for (int i = 0; i < checked.size(); i++) {
      if (checked.get(i).finding() instanceof Finding.Unreadable(var words)) {
        err.println("payonce: " + (alone ? "" : "request " + (i + 1) + ": ") + words);
      }
    }
  }

  private void tell(List<CheckedRequest> checked) {
    if (json) {
      out.println(FindingsJson.write(checked));
    } else {
      out.print(FindingsPage.write(checked));
      out.flush();
    }
  }
}
