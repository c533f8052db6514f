package io.payonce.ingest.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which failure becomes which answer, and gives every error its one shape. A message that a
 * caller sees was written for a caller: those of other exceptions go to the log alone.
 *
 * <ul>
 *   <li>{@link RequestRefused}: as it says;
 *   <li>{@link HttpException}, HTTP that is not in order: its status, and a fixed sentence;
 *   <li>{@link EofException}, a caller who went away: 400, which nobody reads;
 *   <li>anything else: 500, and an error in the log.
 * </ul>
 */
public final class ErrorPage {
  private static final Logger log = LoggerFactory.getLogger(ErrorPage.class);
  private static final String NOT_IN_ORDER = "The request is not in order.";
  private static final String OURS = "The request could not be answered.";

  private ErrorPage() {}

  /**
   * @param message for the caller
   */
  public static Answer error(int status, String message) {
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("statusCode", status)
            .put("message", message)
            .put("error", phrase(status))
            .toString();
    return Answer.json(status, body);
  }

  /** Jetty shortens the phrase of 500. */
  private static String phrase(int status) {
    return status == 500 ? "Internal Server Error" : HttpStatus.getMessage(status);
  }

  static Answer answerTo(Throwable failure) {
    return switch (failure) {
      case RequestRefused refused -> {
        Answer answer = error(refused.status(), refused.getMessage());
        for (Map.Entry<String, String> header : refused.headers().entrySet()) {
          answer = answer.with(header.getKey(), header.getValue());
        }
        yield answer;
      }
      case HttpException http -> answerTo(http.getCode());
      case EofException _ -> error(400, NOT_IN_ORDER);
      default -> {
        log.error("a request failed", failure);
        yield error(500, OURS);
      }
    };
  }

  private static Answer answerTo(int status) {
    return status < 500 ? error(status, NOT_IN_ORDER) : error(status, OURS);
  }

  /** Answers what never reached a route: HTTP that the server itself could not take. */
  static boolean answerUnrouted(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    if (status < 400 && request.getAttribute(ErrorHandler.ERROR_STATUS) instanceof Integer given) {
      status = given;
    }
    answerTo(status < 400 ? 500 : status).write(response, callback);
    return true;
  }
}
