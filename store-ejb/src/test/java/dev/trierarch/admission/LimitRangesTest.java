package dev.trierarch.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.registry.Cluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitRangesTest {

  private static final String POD =
      "{metadata: {name: a}, spec: {containers: [{name: c, image: i, resources: {%s}},"
          + " {name: d, image: i, resources: {%s}}]}}";
  private static final String CLAIM =
      "{metadata: {name: a}, spec: {accessModes: [ReadWriteOnce], resources: {%s}}}";

  private final Cluster cluster = new Cluster();

  private void range(String limit) {
    cluster.create(
        "limitranges", "default", "{metadata: {name: l}, spec: {limits: [" + limit + "]}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max: {cpu: 1} | limits: {cpu: 600m} | maximum cpu usage per Pod is 1, but limit is 1200m",
        "max: {cpu: 1} | requests: {cpu: 1m} | maximum cpu usage per Pod is 1.  No limit is specified",
        "min: {memory: 1Gi} | requests: {memory: 500Mi} | minimum memory usage per Pod is 1Gi, but request is 1000Mi",
        "min: {memory: 1Gi} | requests: {cpu: 1} | minimum memory usage per Pod is 1Gi.  No request is specified",
        "maxLimitRequestRatio: {cpu: 2} | requests: {cpu: 100m}, limits: {cpu: 250m} | cpu max limit to request ratio per Pod is 2, but provided ratio is 2.500000",
        "maxLimitRequestRatio: {cpu: 2} | limits: {memory: 1} | cpu max limit to request ratio per Pod is 2, but no request is specified or request is 0",
      })
  void aPodAsAWholeIsHeldToItsLimitRange(String bound, String resources, String problem) {
    range("{type: Pod, " + bound + "}");
    assertThatThrownBy(() -> cluster.create("pods", "default", POD.formatted(resources, resources)))
        .hasMessage("pods \"a\" is forbidden: " + problem);
  }

  @Test
  void whatFitsTogetherIsLetPass() {
    range("{type: Pod, max: {cpu: 1}, min: {cpu: 100m}, maxLimitRequestRatio: {cpu: 2}}");
    String half = "requests: {cpu: 250m}, limits: {cpu: 500m}";
    cluster.create("pods", "default", POD.formatted(half, half));
    assertThat(cluster.exists("pods", "default", "a")).isTrue();
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    range("{type: Pod, max: {cpu: 1, memory: 1Gi}}");
    String much = "limits: {cpu: 1, memory: 1Gi}";
    assertThatThrownBy(() -> cluster.create("pods", "default", POD.formatted(much, much)))
        .hasMessage(
            "pods \"a\" is forbidden: [maximum cpu usage per Pod is 1, but limit is 2, maximum"
                + " memory usage per Pod is 1Gi, but limit is 2Gi]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "requests: {storage: 1Gi} | minimum storage usage per PersistentVolumeClaim is 2Gi, but request is 1Gi",
        "requests: {storage: 5Gi} | maximum storage usage per PersistentVolumeClaim is 4Gi, but request is 5Gi",
      })
  void aClaimIsHeldToItsLimitRange(String resources, String problem) {
    range("{type: PersistentVolumeClaim, min: {storage: 2Gi}, max: {storage: 4Gi}}");
    assertThatThrownBy(
            () -> cluster.create("persistentvolumeclaims", "default", CLAIM.formatted(resources)))
        .hasMessage("persistentvolumeclaims \"a\" is forbidden: " + problem);
    cluster.create(
        "persistentvolumeclaims", "default", CLAIM.formatted("requests: {storage: 3Gi}"));
  }
}
