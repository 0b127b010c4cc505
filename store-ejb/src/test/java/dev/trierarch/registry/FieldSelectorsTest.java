package dev.trierarch.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.store.StoredObject;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class FieldSelectorsTest {

  private static final ResourceType PODS =
      ResourceType.namespaced("pods", Pod.class)
          .strategy(
              new DefaultStrategy() {
                @Override
                public Map<String, String> selectableFields(JsonNode pod) {
                  return Map.of("spec.nodeName", Trees.text(pod, "spec", "nodeName"));
                }
              })
          .build();

  private final Cluster cluster = new Cluster();

  private StoredObject pod() {
    cluster.create(
        "pods", "default", "{metadata: {name: web}, spec: {containers: [{name: c, image: i}]}}");
    return cluster.registry.bind("default", "web", "a,b=c", Cluster.admin()).object();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                     | true",
        "metadata.name=web                      | true",
        "metadata.name==web                     | true",
        "metadata.name!=web                     | false",
        "metadata.namespace=other               | false",
        "spec.nodeName=a\\,b\\=c                | true",
        "spec.nodeName!=a\\,b\\=c               | false",
        "metadata.name=web,spec.nodeName=n2     | false",
      })
  void aSelectorMatchesByNameAndByTheFieldsOfTheKind(String selector, boolean matches) {
    assertThat(FieldSelectors.parse(PODS, selector).matches(pod())).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "status.hostIP=x | field label not supported: status.hostIP",
        "name            | invalid selector: 'name'; can't understand 'name'",
        "metadata.name=a=b | invalid selector: 'metadata.name=a=b'; invalid field value, unescaped character '='",
      })
  void whatIsNoSelectorOfTheKindIsRefused(String selector, String message) {
    assertThatThrownBy(() -> FieldSelectors.parse(PODS, selector))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.code()).isEqualTo(400))
        .hasMessage(message);
  }

  @Test
  void aFieldFixedToOneValueCanBeLookedUpInAnIndex() {
    FieldQuery query = FieldSelectors.parse(PODS, "spec.nodeName=n1,metadata.name!=x");
    assertThat(query.exactValue("spec.nodeName")).contains("n1");
    assertThat(query.exactValue("metadata.name")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "v1,Event,involvedObject.kind",
    "v1,Event,involvedObject.namespace",
    "v1,Event,involvedObject.name",
    "v1,Event,involvedObject.uid",
    "v1,Event,involvedObject.apiVersion",
    "v1,Event,involvedObject.resourceVersion",
    "v1,Event,involvedObject.fieldPath",
    "v1,Event,reason",
    "v1,Event,reportingComponent",
    "v1,Event,source",
    "v1,Event,type",
    "events.k8s.io/v1,Event,regarding.kind",
    "events.k8s.io/v1,Event,regarding.name",
    "events.k8s.io/v1,Event,reportingController",
    "v1,Namespace,status.phase",
    "v1,Node,spec.unschedulable",
    "v1,Pod,spec.nodeName",
    "v1,Pod,spec.restartPolicy",
    "v1,Pod,spec.schedulerName",
    "v1,Pod,spec.serviceAccountName",
    "v1,Pod,spec.hostNetwork",
    "v1,Pod,status.phase",
    "v1,Pod,status.podIP",
    "v1,Pod,status.podIPs",
    "v1,Pod,status.nominatedNodeName",
    "v1,ReplicationController,status.replicas",
    "v1,Secret,type",
    "v1,Service,spec.clusterIP",
    "v1,Service,spec.type",
    "apps/v1,ReplicaSet,status.replicas",
    "batch/v1,Job,status.successful",
    "certificates.k8s.io/v1,CertificateSigningRequest,spec.signerName",
    "resource.k8s.io/v1,ResourceSlice,spec.nodeName",
    "resource.k8s.io/v1,ResourceSlice,spec.driver",
  })
  void aKindIsSelectedByTheFieldsOfUpstream(String apiVersion, String kind, String field) {
    ResourceType type = cluster.catalog.byKind(apiVersion, kind).orElseThrow();
    assertThat(FieldSelectors.parse(type, field + "=x").requirements()).hasSize(1);
    assertThatThrownBy(() -> FieldSelectors.parse(type, "spec.other=x"))
        .hasMessage("field label not supported: spec.other");
  }

  @Test
  void aFieldIsRefusedByTheNameThatWasAskedFor() {
    ResourceType events = cluster.catalog.byKind("events.k8s.io/v1", "Event").orElseThrow();
    assertThatThrownBy(() -> FieldSelectors.parse(events, "note=x"))
        .hasMessage("field label not supported: note");
  }

  @Test
  void allOtherKindsAreSelectedByNameAndNamespaceAlone() {
    ResourceType claims = cluster.type("persistentvolumeclaims");
    assertThat(FieldSelectors.parse(claims, "metadata.name=a,metadata.namespace!=b").requirements())
        .hasSize(2);
    assertThatThrownBy(() -> FieldSelectors.parse(claims, "name=a"))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.code()).isEqualTo(400))
        .hasMessage(
            "\"name\" is not a known field selector: only \"metadata.name\","
                + " \"metadata.namespace\"");
  }
}
