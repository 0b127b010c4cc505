package dev.trierarch.api.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.trierarch.api.resource.Json;
import dev.trierarch.registry.ApiException;
import io.kubernetes.client.proto.IntStr.IntOrString;
import io.kubernetes.client.proto.Meta.ObjectMeta;
import io.kubernetes.client.proto.Meta.Time;
import io.kubernetes.client.proto.Resource.Quantity;
import io.kubernetes.client.proto.Runtime.TypeMeta;
import io.kubernetes.client.proto.Runtime.Unknown;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Apps;
import io.kubernetes.client.proto.V1Authorization;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ProtobufReaderTest {

  private static ObjectNode read(String apiVersion, String kind, MessageLite message) {
    byte[] envelope =
        Unknown.newBuilder()
            .setTypeMeta(TypeMeta.newBuilder().setApiVersion(apiVersion).setKind(kind))
            .setRaw(message.toByteString())
            .build()
            .toByteArray();
    return ProtobufReader.read(
        ByteString.copyFrom(new byte[] {'k', '8', 's', 0})
            .concat(ByteString.copyFrom(envelope))
            .toByteArray());
  }

  private static ObjectNode tree(String json) {
    return (ObjectNode) Json.MAPPER.readTree(json.replace('\'', '"'));
  }

  @Test
  void aPodIsWhatItsJsonWouldBe() {
    V1.Pod pod =
        V1.Pod.newBuilder()
            .setMetadata(
                ObjectMeta.newBuilder()
                    .setName("p")
                    .setGenerateName("")
                    .setGeneration(0)
                    .setCreationTimestamp(Time.getDefaultInstance())
                    .putLabels("a", "")
                    .setDeletionTimestamp(Time.newBuilder().setSeconds(1_700_000_000)))
            .setSpec(
                V1.PodSpec.newBuilder()
                    .setTerminationGracePeriodSeconds(0)
                    .setHostNetwork(false)
                    .setAutomountServiceAccountToken(false)
                    .addVolumes(
                        V1.Volume.newBuilder()
                            .setName("v")
                            .setVolumeSource(
                                V1.VolumeSource.newBuilder()
                                    .setEmptyDir(V1.EmptyDirVolumeSource.getDefaultInstance())))
                    .addContainers(
                        V1.Container.newBuilder()
                            .setName("c")
                            .addCommand("sh")
                            .setResources(
                                V1.ResourceRequirements.newBuilder()
                                    .putLimits("cpu", Quantity.newBuilder().setString("1").build()))
                            .setLivenessProbe(
                                V1.Probe.newBuilder()
                                    .setTimeoutSeconds(0)
                                    .setPeriodSeconds(3)
                                    .setHandler(
                                        V1.ProbeHandler.newBuilder()
                                            .setHttpGet(
                                                V1.HTTPGetAction.newBuilder()
                                                    .setPort(
                                                        IntOrString.newBuilder()
                                                            .setType(1)
                                                            .setStrVal("web"))))))
                    .build())
            .build();
    assertThat(read("v1", "Pod", pod))
        .isEqualTo(
            tree(
                "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p',"
                    + "'deletionTimestamp':'2023-11-14T22:13:20Z','labels':{'a':''}},"
                    + "'spec':{'volumes':[{'name':'v','emptyDir':{}}],"
                    + "'containers':[{'name':'c','command':['sh'],"
                    + "'resources':{'limits':{'cpu':'1'}},"
                    + "'livenessProbe':{'httpGet':{'port':'web'},'periodSeconds':3}}],"
                    + "'terminationGracePeriodSeconds':0,"
                    + "'automountServiceAccountToken':false}}"));
  }

  @Test
  void aZeroThatIsSaidIsKept() {
    V1Apps.Deployment none =
        V1Apps.Deployment.newBuilder()
            .setSpec(V1Apps.DeploymentSpec.newBuilder().setReplicas(0).setPaused(false))
            .build();
    assertThat(read("apps/v1", "Deployment", none).path("spec")).isEqualTo(tree("{'replicas':0}"));
  }

  @Test
  void bytesBecomeBase64() {
    V1.Secret secret = V1.Secret.newBuilder().putData("k", ByteString.copyFromUtf8("hi")).build();
    assertThat(read("v1", "Secret", secret).at("/data/k").stringValue()).isEqualTo("aGk=");
  }

  @Test
  void wrappedListsBecomeLists() {
    V1Authorization.SubjectAccessReview review =
        V1Authorization.SubjectAccessReview.newBuilder()
            .setSpec(
                V1Authorization.SubjectAccessReviewSpec.newBuilder()
                    .setUser("u")
                    .putExtra(
                        "e",
                        V1Authorization.ExtraValue.newBuilder()
                            .addItems("1")
                            .addItems("2")
                            .build()))
            .build();
    assertThat(read("authorization.k8s.io/v1", "SubjectAccessReview", review).path("spec"))
        .isEqualTo(tree("{'user':'u','extra':{'e':['1','2']}}"));
  }

  @Test
  void whatIsNoProtobufIsABadRequest() {
    for (byte[] bytes :
        new byte[][] {
          {},
          {'k', '8', 's'},
          {1, 2, 3, 4, 5},
          {'k', '8', 's', 0, 127, 127},
          {'k', '8', 's', 0, 18, 5}
        }) {
      assertThatThrownBy(() -> ProtobufReader.read(bytes))
          .isInstanceOfSatisfying(
              ApiException.class, refusal -> assertThat(refusal.code()).isEqualTo(400));
    }
  }
}
