package io.payonce.system;

import java.net.http.HttpResponse;

/**
 * What somebody was told when he asked for something.
 *
 * @param what the same for all who want the same thing, whatever they say of it
 * @param said the request's body
 */
record Told(String what, String said, int status, String body) {
  static Told of(String what, String said, HttpResponse<String> answer) {
    return new Told(what, said, answer.statusCode(), answer.body());
  }

  boolean hasIt() {
    return status == 200 || status == 201;
  }
}
