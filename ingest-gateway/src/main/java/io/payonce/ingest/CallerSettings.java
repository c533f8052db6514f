package io.payonce.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.payonce.ingest.access.ApiKeys;
import io.payonce.ingest.access.ForgeryLimit;
import io.payonce.ingest.access.Rate;
import io.payonce.ingest.access.Sha256;
import io.payonce.runtime.Secret;
import io.payonce.runtime.SettingsReader;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Who may call, how often, and where customers go on to.
 *
 * @param shop where customers are sent who come back from a gateway; empty for a page of ours
 */
record CallerSettings(ApiKeys apiKeys, ForgeryLimit forgeries, Optional<URI> shop) {
  private static final int MOST_CALLS = 1_000_000;
  private static final int MOST_FORGERIES = 1_000_000;

  CallerSettings {
    requireNonNull(apiKeys, "apiKeys is null");
    requireNonNull(forgeries, "forgeries is null");
    requireNonNull(shop, "shop is null");
  }

  static CallerSettings read(SettingsReader reader) {
    return new CallerSettings(apiKeys(reader), forgeries(reader), shop(reader));
  }

  private static ApiKeys apiKeys(SettingsReader reader) {
    List<String> digests =
        new ArrayList<>(
            commaList(
                reader.optionalSecret(
                    "INGRESS_API_KEYS",
                    "SHA-256 digests, in lower-case hex, of the keys that internal systems come"
                        + " with; commas between.")));
    reader
        .optionalSecret("INGRESS_API_KEY", "One more such key, as it is: for development.")
        .ifPresent(key -> digests.add(Sha256.hex(key.reveal().getBytes(UTF_8))));
    int perSecond =
        reader.integer(
            "INGRESS_KEY_RATE",
            "calls a second",
            200,
            0,
            MOST_CALLS,
            "How many calls a second are taken with one API key; 0 for no limit.");
    int burst =
        reader.integer(
            "INGRESS_KEY_BURST",
            "calls",
            400,
            1,
            MOST_CALLS,
            "How many calls at once are taken with one API key after a rest.");
    try {
      return new ApiKeys(digests, rate(perSecond, Duration.ofSeconds(1), burst));
    } catch (IllegalArgumentException wrong) {
      reader.require(false, "INGRESS_API_KEYS: " + wrong.getMessage(), "INGRESS_API_KEYS");
      return new ApiKeys(List.of(), Optional.empty());
    }
  }

  private static ForgeryLimit forgeries(SettingsReader reader) {
    int perMinute =
        reader.integer(
            "INGRESS_BAD_SIGNATURES_PER_MINUTE",
            "requests a minute",
            60,
            0,
            MOST_FORGERIES,
            "How many requests with bad signatures from one address are answered in the gateway's"
                + " words; more get 429. 0 for no limit. Good signatures are never limited.");
    return new ForgeryLimit(rate(perMinute, Duration.ofMinutes(1), Math.max(1, perMinute)));
  }

  private static Optional<Rate> rate(int times, Duration per, int burst) {
    return times == 0 ? Optional.empty() : Optional.of(new Rate(times, per, burst));
  }

  private static Optional<URI> shop(SettingsReader reader) {
    String text =
        reader.text(
            "INGRESS_SHOP_URL",
            "",
            "Where customers go on to who come back from a gateway, with the status added to the"
                + " query; a page of ours if not given.");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<URI> url = webAddress(text);
    reader.require(
        url.isPresent(),
        "INGRESS_SHOP_URL must be an http or https URL without a fragment",
        "INGRESS_SHOP_URL");
    return url;
  }

  private static Optional<URI> webAddress(String text) {
    try {
      URI uri = URI.create(text);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return Optional.of(uri)
          .filter(_ -> web && uri.getHost() != null && uri.getRawFragment() == null);
    } catch (IllegalArgumentException _) {
      // Not a URL: that is the answer.
      return Optional.empty();
    }
  }

  private static List<String> commaList(Optional<Secret> secrets) {
    return secrets.stream()
        .flatMap(secret -> Arrays.stream(secret.reveal().split(",")))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }
}
