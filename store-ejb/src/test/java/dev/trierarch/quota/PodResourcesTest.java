package dev.trierarch.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.registry.Cluster;
import dev.trierarch.store.KubernetesJson;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodResourcesTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "containers together | containers: [{resources: {requests: {cpu: 100m}, limits: {cpu: 1}}}, {resources: {requests: {cpu: 50m}}}] | cpu=150m | cpu=1",
        "an init container that needs more | containers: [{resources: {requests: {cpu: 1}}}], initContainers: [{resources: {requests: {cpu: 2}}}] | cpu=2 | ''",
        "a sidecar beside them | containers: [{resources: {requests: {cpu: 1}}}], initContainers: [{restartPolicy: Always, resources: {requests: {cpu: 2}}}] | cpu=3 | ''",
        "an init container beside a sidecar | containers: [{}], initContainers: [{restartPolicy: Always, resources: {requests: {cpu: 2}}}, {resources: {requests: {cpu: 2}}}] | cpu=4 | ''",
        "overhead, and limits of what is limited | containers: [{resources: {requests: {cpu: 1}, limits: {cpu: 1}}}], overhead: {cpu: 250m, memory: 1Mi} | cpu=1250m,memory=1Mi | cpu=1250m",
        "the pod as a whole | resources: {requests: {cpu: 5}}, containers: [{resources: {requests: {cpu: 1, memory: 1Gi}}}] | cpu=5,memory=1Gi | ''",
      })
  void aPodNeeds(String what, String spec, String requests, String limits) {
    Pod pod =
        KubernetesJson.mapper()
            .treeToValue(Cluster.tree("{kind: Pod, spec: {" + spec + "}}"), Pod.class);
    assertThat(PodResources.requests(pod)).hasToString(requests);
    assertThat(PodResources.limits(pod)).hasToString(limits);
  }
}
