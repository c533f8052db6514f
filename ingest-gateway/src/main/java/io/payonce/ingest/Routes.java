package io.payonce.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.payonce.idempotency.InflightMarks;
import io.payonce.idempotency.ResultCache;
import io.payonce.idempotency.redis.RedisLink;
import io.payonce.ingest.access.ApiKeys;
import io.payonce.ingest.callbacks.CallbackEndpoint;
import io.payonce.ingest.callbacks.ReturnEndpoint;
import io.payonce.ingest.commands.CommandDesk;
import io.payonce.ingest.creates.CreateEndpoint;
import io.payonce.ingest.docs.ApiDocs;
import io.payonce.ingest.http.Endpoint;
import io.payonce.ingest.http.Route;
import io.payonce.ingest.intake.CommandStamp;
import io.payonce.ingest.intake.MarkedDesk;
import io.payonce.ingest.refunds.RefundEndpoint;
import io.payonce.ingest.status.StatusEndpoint;
import io.payonce.store.views.OrderViews;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The calls that the ingress answers. */
final class Routes {
  private static final String PAYMENT = "/api/payment/";

  private final IngestSettings settings;
  private final CommandStamp stamp = new CommandStamp(Clock.systemUTC());
  private final CommandDesk desk;
  private final RedisLink redis;
  private final Optional<OrderViews> views;
  private final MeterRegistry meters;

  Routes(
      IngestSettings settings,
      CommandDesk desk,
      RedisLink redis,
      Optional<OrderViews> views,
      MeterRegistry meters) {
    this.settings = settings;
    this.desk = desk;
    this.redis = redis;
    this.views = views;
    this.meters = meters;
  }

  List<Route> all() {
    return Stream.concat(api().stream(), ApiDocs.routes().stream()).toList();
  }

  /** An order's status comes last: its path matches others, too. */
  private List<Route> api() {
    ApiKeys keys = settings.callers().apiKeys();
    MarkedDesk marked = new MarkedDesk(desk, new InflightMarks(redis));
    Endpoint create =
        new CreateEndpoint(keys, settings.methods(), new ResultCache(redis), meters, marked, stamp);
    return List.of(
        new Route(List.of("GET", "POST"), PAYMENT + "callback/", callbacks()),
        new Route(List.of("GET"), PAYMENT + "return/", returns()),
        new Route(List.of("POST"), PAYMENT + "create", create),
        new Route(List.of("POST"), PAYMENT + "refund", new RefundEndpoint(keys, marked, stamp)),
        new Route(List.of("GET"), PAYMENT, new StatusEndpoint(keys, views)));
  }

  private Endpoint callbacks() {
    return new CallbackEndpoint(
        settings.methods(),
        settings.callbackAck(),
        settings.callers().forgeries(),
        desk,
        stamp,
        meters);
  }

  private Endpoint returns() {
    CallerSettings callers = settings.callers();
    return new ReturnEndpoint(settings.methods(), callers.forgeries(), callers.shop());
  }
}
