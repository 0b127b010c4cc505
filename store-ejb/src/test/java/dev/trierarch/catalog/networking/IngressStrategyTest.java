package dev.trierarch.catalog.networking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.catalog.StrategyCase;
import org.junit.jupiter.api.Test;

class IngressStrategyTest {

  private final StrategyCase named =
      new StrategyCase(
          "networking.k8s.io/v1",
          "Ingress",
          """
          metadata: {name: i, annotations: {kubernetes.io/ingress.class: nginx}}
          spec:
            ingressClassName: nginx
            defaultBackend: {service: {name: s, port: {number: 80}}}
          """);

  @Test
  void aClassThatIsNamedTwiceIsOne() {
    assertThat(named.problemsWith("", "")).isEmpty();
    assertThat(named.problemsWith("/spec/ingressClassName", "other"))
        .containsExactly(
            "annotations.kubernetes.io/ingress.class: Invalid value: \"nginx\": must match"
                + " `ingressClassName` when both are specified");
  }

  @Test
  void anIngressMayMoveToAnotherClassThoughItsAnnotationStays() {
    assertThat(named.problemsOfUpdate("/spec/ingressClassName", "other")).isEmpty();
  }
}
