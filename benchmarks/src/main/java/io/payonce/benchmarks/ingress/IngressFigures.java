package io.payonce.benchmarks.ingress;

/**
 * What a run measured; there is none unless its guarantees held.
 *
 * @param ingress the ingress, as it runs in production
 * @param floor a server that does the least possible
 */
public record IngressFigures(IngressSize size, ServerFigures ingress, ServerFigures floor) {
  double ratio() {
    return ingress.perSecond() / floor.perSecond();
  }
}
