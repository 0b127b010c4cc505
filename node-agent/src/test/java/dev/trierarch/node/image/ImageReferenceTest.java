package dev.trierarch.node.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
  @ParameterizedTest
  @CsvSource({
    "busybox, docker.io/library/busybox:latest",
    "busybox:1.36, docker.io/library/busybox:1.36",
    "library/busybox, docker.io/library/busybox:latest",
    "grafana/grafana:11, docker.io/grafana/grafana:11",
    "index.docker.io/busybox, docker.io/library/busybox:latest",
    "registry.k8s.io/pause:3.9, registry.k8s.io/pause:3.9",
    "localhost/trierarch/hello:1, localhost/trierarch/hello:1",
    "localhost:5000/a/b, localhost:5000/a/b:latest",
    "reg:5000/a, reg:5000/a:latest",
    "busybox@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, "
        + "docker.io/library/busybox"
        + "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  })
  void aShortNameMeansAFullOne(String written, String full) {
    assertThat(ImageReference.parse(written).toString()).isEqualTo(full);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "UPPER", "a//b", "a:b:c", "a@sha256:xyz", "/a", "a/", "../a"})
  void aNameThatIsNoneIsRefusedWithTheForm(String written) {
    assertThatThrownBy(() -> ImageReference.parse(written))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("\"" + written + "\" is no image name")
        .hasMessageContaining("NAME[:TAG]");
  }
}
