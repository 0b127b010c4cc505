package dev.trierarch.node.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceLinksTest {
  private static Service service(String namespace, String name, String ip) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withClusterIP(ip)
        .addNewPort()
        .withName("http")
        .withPort(80)
        .withProtocol("TCP")
        .endPort()
        .endSpec()
        .build();
  }

  private static final List<Service> SERVICES =
      List.of(
          service("default", "kubernetes", "10.96.0.1"),
          service("default", "my-web", "10.96.0.9"),
          service("default", "headless", "None"),
          service("other", "far", "10.96.0.10"));

  @Test
  void servicesOfTheNamespaceAreLinked() {
    Map<String, String> links = ServiceLinks.of(Samples.pod("Always"), SERVICES);
    assertThat(links)
        .containsEntry("MY_WEB_SERVICE_HOST", "10.96.0.9")
        .containsEntry("MY_WEB_SERVICE_PORT", "80")
        .containsEntry("MY_WEB_SERVICE_PORT_HTTP", "80")
        .containsEntry("MY_WEB_PORT", "tcp://10.96.0.9:80")
        .containsEntry("MY_WEB_PORT_80_TCP", "tcp://10.96.0.9:80")
        .containsEntry("MY_WEB_PORT_80_TCP_PROTO", "tcp")
        .containsEntry("MY_WEB_PORT_80_TCP_PORT", "80")
        .containsEntry("MY_WEB_PORT_80_TCP_ADDR", "10.96.0.9")
        .doesNotContainKeys("HEADLESS_SERVICE_HOST", "FAR_SERVICE_HOST");
  }

  @Test
  void theApiServerIsAlwaysLinked() {
    Pod quiet =
        new PodBuilder(Samples.pod("Always"))
            .editSpec()
            .withEnableServiceLinks(false)
            .endSpec()
            .build();
    Map<String, String> links = ServiceLinks.of(quiet, SERVICES);
    assertThat(links)
        .containsEntry("KUBERNETES_SERVICE_HOST", "10.96.0.1")
        .doesNotContainKey("MY_WEB_SERVICE_HOST");
  }
}
