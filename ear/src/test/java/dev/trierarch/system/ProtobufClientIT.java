package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.ProtoClient;
import io.kubernetes.client.ProtoClient.ObjectOrStatus;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.V1;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The official Java client speaks protobuf as it does JSON. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtobufClientIT {

  private final Workspace workspace;

  ProtobufClientIT(Workspace workspace) {
    this.workspace = workspace;
  }

  private ProtoClient client() {
    return new ProtoClient(workspace.official());
  }

  private static V1.ConfigMap configMap(String name, String value) {
    return V1.ConfigMap.newBuilder()
        .setMetadata(Meta.ObjectMeta.newBuilder().setName(name).putLabels("proto", name))
        .putData("key", value)
        .build();
  }

  private ObjectOrStatus<V1.ConfigMap> create(String name) throws IOException, ApiException {
    return client().create(configMap(name, "é"), workspace.core("configmaps"), "v1", "ConfigMap");
  }

  @Test
  void whatIsCreatedIsReadListedChangedAndDeleted() throws IOException, ApiException {
    V1.ConfigMap created = create("life").object;
    assertThat(created.getMetadata().getUid()).isNotEmpty();
    String path = workspace.core("configmaps") + "/life";

    ObjectOrStatus<V1.ConfigMap> read = client().get(V1.ConfigMap.newBuilder(), path);
    assertThat(read.object).isEqualTo(created);
    assertThat(read.object.getDataMap()).containsEntry("key", "é");

    ObjectOrStatus<V1.ConfigMapList> list =
        client()
            .list(
                V1.ConfigMapList.newBuilder(),
                workspace.core("configmaps") + "?labelSelector=proto%3Dlife");
    assertThat(list.object.getItemsList()).containsExactly(created);
    assertThat(list.object.getMetadata().getResourceVersion()).isNotEmpty();

    ObjectOrStatus<V1.ConfigMap> updated =
        client().update(created.toBuilder().putData("key", "2").build(), path, "v1", "ConfigMap");
    assertThat(updated.object.getDataMap()).containsEntry("key", "2");

    ObjectOrStatus<V1.ConfigMap> deleted = client().delete(V1.ConfigMap.newBuilder(), path);
    assertThat(deleted.status.getStatus()).isEqualTo("Success");
    ObjectOrStatus<V1.ConfigMap> gone = client().get(V1.ConfigMap.newBuilder(), path);
    assertThat(gone.object).isNull();
    assertThat(gone.status.getCode()).isEqualTo(404);
    assertThat(gone.status.getMessage()).isEqualTo("configmaps \"life\" not found");
  }

  @Test
  void aRefusalIsAStatusInProtobufToo() throws IOException, ApiException {
    create("twice");
    Meta.Status refused = create("twice").status;
    assertThat(refused.getCode()).isEqualTo(409);
    assertThat(refused.getReason()).isEqualTo("AlreadyExists");
    assertThat(refused.getDetails().getName()).isEqualTo("twice");
  }
}
