package io.payonce.ingest.http;

import static java.util.Objects.requireNonNullElse;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HexFormat;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** A request that has found its endpoint. For the one thread that answers it. */
public final class HttpCall {
  private static final int NETWORK_BYTES_OF_IPV6 = 8;

  private final Request request;
  private final HttpSettings settings;
  private final String pathEnd;

  HttpCall(Request request, HttpSettings settings, String pathEnd) {
    this.request = request;
    this.settings = settings;
    this.pathEnd = pathEnd;
  }

  public boolean isPost() {
    return request.getMethod().equals("POST");
  }

  /** The last segment of the path, where the route leaves it open; else empty. */
  public String pathEnd() {
    return pathEnd;
  }

  /** Still percent-encoded; empty where there is none. */
  public String query() {
    return requireNonNullElse(request.getHttpURI().getQuery(), "");
  }

  /** Empty where there is none. */
  public String header(String name) {
    return requireNonNullElse(request.getHeaders().get(name), "");
  }

  /** The media type in small letters, without its parameters; empty where there is none. */
  public String mediaType() {
    String type = header(HttpHeader.CONTENT_TYPE.asString());
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** Whether a body follows; it may be empty. */
  public boolean hasBody() {
    return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
  }

  /**
   * The address at the other end of the connection, which may be a proxy's; of an IPv6 address the
   * half that names the network, since whoever has one of its addresses has them all. For
   * comparing; empty where there is none.
   */
  public String source() {
    SocketAddress remote = request.getConnectionMetaData().getRemoteSocketAddress();
    if (!(remote instanceof InetSocketAddress socket) || socket.getAddress() == null) {
      return "";
    }
    byte[] address = socket.getAddress().getAddress();
    int compared = Math.min(address.length, NETWORK_BYTES_OF_IPV6);
    return HexFormat.of().formatHex(address, 0, compared);
  }

  /**
   * Reads the body, once.
   *
   * @throws RequestRefused if it is too long, too slow or not in order
   */
  public byte[] body() {
    return RequestBody.read(request, settings.maxBodyBytes(), settings.requestTimeout());
  }
}
