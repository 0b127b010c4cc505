package dev.trierarch.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.catalog.ObjectKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class StructuralDecoderTest {

  private final Schema pods = Schemas.builtIn().byKind("v1", "Pod").orElseThrow();
  private final Schema configMaps = Schemas.builtIn().byKind("v1", "ConfigMap").orElseThrow();

  private static StructuralDecoder.Decoded decode(String json, Schema schema) {
    return StructuralDecoder.decode(
        json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), schema);
  }

  private static ObjectNode tree(String json) {
    return (ObjectNode) JsonMapper.shared().readTree(json.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'spec':{'containers':[{'image':1}]}} | json: cannot unmarshal number into Go struct field Container.spec.containers.image of type string
          {'spec':{'containers':{}}} | json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container
          {'spec':'x'} | json: cannot unmarshal string into Go struct field Pod.spec of type v1.PodSpec
          {'spec':{'containers':[{'ports':[{'containerPort':'80'}]}]}} | json: cannot unmarshal string into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32
          {'spec':{'priority':1.5}} | json: cannot unmarshal number 1.5 into Go struct field PodSpec.spec.priority of type int32
          {'spec':{'priority':3000000000}} | json: cannot unmarshal number 3000000000 into Go struct field PodSpec.spec.priority of type int32
          {'spec':{'hostNetwork':'yes'}} | json: cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool
          {'metadata':{'labels':{'a':1}}} | json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string
          {'metadata':{'labels':[]}} | json: cannot unmarshal array into Go struct field ObjectMeta.metadata.labels of type map[string]string
          {'metadata':{'creationTimestamp':'soon'}} | parsing time "soon" as "2006-01-02T15:04:05Z07:00": cannot parse "soon" as a time
          {'spec':{'containers':[{'resources':{'limits':{'cpu':'x'}}}]}} | quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'
          [] | json: cannot unmarshal array into Go value of type v1.Pod
          """)
  void aWrongTypeIsRefusedInUpstreamsWords(String json, String message) {
    assertThatThrownBy(() -> decode(json, pods))
        .isInstanceOf(DecodeException.class)
        .hasMessage(message);
  }

  @Test
  void brokenJsonIsRefused() {
    for (String broken : new String[] {"", "{", "{\"spec\":", "{} {}", "{\"a\" 1}", "nul"}) {
      assertThatThrownBy(() -> decode(broken, pods)).as(broken).isInstanceOf(DecodeException.class);
    }
  }

  @Test
  void aDeepBombIsRefused() {
    String bomb = "{'metadata':{'managedFields':[{'fieldsV1':" + "{'a':".repeat(100_000);
    assertThatThrownBy(() -> decode(bomb, pods)).isInstanceOf(DecodeException.class);
  }

  @Test
  void unknownFieldsAreLeftOutAndReported() {
    StructuralDecoder.Decoded decoded =
        decode(
            "{'kind':'Pod','foo':{'x':[1]},'spec':{'containers':[{'name':'a','img':'b'}]}}", pods);
    assertThat(decoded.problems())
        .containsExactly("unknown field \"foo\"", "unknown field \"spec.containers[0].img\"");
    assertThat(decoded.object())
        .isEqualTo(tree("{'kind':'Pod','spec':{'containers':[{'name':'a'}]}}"));
    assertThat(decoded.strictMessage())
        .isEqualTo(
            "strict decoding error: unknown field \"foo\", unknown field"
                + " \"spec.containers[0].img\"");
  }

  @Test
  void ofAFieldThatComesTwiceTheLastCounts() {
    StructuralDecoder.Decoded decoded =
        decode("{'data':{'a':'1','a':'2'},'immutable':false,'immutable':true}", configMaps);
    assertThat(decoded.problems())
        .containsExactly("duplicate field \"data.a\"", "duplicate field \"immutable\"");
    assertThat(decoded.object()).isEqualTo(tree("{'data':{'a':'2'},'immutable':true}"));
  }

  @Test
  void aSmallNumberThatATreeHoldsAsALongFitsAnInt32() {
    ObjectNode pod = tree("{'spec':{'priority':0}}");
    ((ObjectNode) pod.get("spec")).put("priority", 7L);
    assertThat(StructuralDecoder.decode(pod, pods).object())
        .isEqualTo(tree("{'spec':{'priority':7}}"));
    ((ObjectNode) pod.get("spec")).put("priority", 1L << 40);
    assertThatThrownBy(() -> StructuralDecoder.decode(pod, pods))
        .hasMessageContaining("of type int32");
  }

  @Test
  void nullsAreNoFields() {
    StructuralDecoder.Decoded decoded =
        decode("{'metadata':{'creationTimestamp':null},'data':{'a':null},'spec':null}", configMaps);
    assertThat(decoded.object()).isEqualTo(tree("{'metadata':{},'data':{'a':''}}"));
  }

  @Test
  void quantitiesAndTimesBecomeCanonical() {
    ObjectNode object =
        decode(
                "{'metadata':{'creationTimestamp':'2026-01-01T02:00:00.5+02:00'},'spec':{'containers':"
                    + "[{'resources':{'limits':{'cpu':0.5,'memory':'1024Mi'}}}]}}",
                pods)
            .object();
    assertThat(object.at("/metadata/creationTimestamp").stringValue())
        .isEqualTo("2026-01-01T00:00:00Z");
    assertThat(object.at("/spec/containers/0/resources/limits"))
        .isEqualTo(tree("{'cpu':'500m','memory':'1Gi'}"));
  }

  @Test
  void microTimesKeepTheirMicroseconds() {
    Schema leases = Schemas.builtIn().byKind("coordination.k8s.io/v1", "Lease").orElseThrow();
    assertThat(decode("{'spec':{'renewTime':'2026-01-01T00:00:00.1Z'}}", leases).object())
        .isEqualTo(tree("{'spec':{'renewTime':'2026-01-01T00:00:00.100000Z'}}"));
  }

  @Test
  void intOrStringIsEither() {
    Schema services = Schemas.builtIn().byKind("v1", "Service").orElseThrow();
    String json =
        "{'spec':{'ports':[{'port':80,'targetPort':'http'},{'port':81,'targetPort':81}]}}";
    assertThat(decode(json, services).object()).isEqualTo(tree(json));
    assertThatThrownBy(() -> decode("{'spec':{'ports':[{'targetPort':true}]}}", services))
        .hasMessage("json: cannot unmarshal bool into Go value of type int32");
  }

  @Test
  void secretsAreBase64() {
    Schema secrets = Schemas.builtIn().byKind("v1", "Secret").orElseThrow();
    assertThat(decode("{'data':{'a':'aGVsbG8='}}", secrets).problems()).isEmpty();
    assertThatThrownBy(() -> decode("{'data':{'a':'aGV*'}}", secrets))
        .hasMessage("illegal base64 data at input byte 3");
    assertThatThrownBy(() -> decode("{'data':{'a':'aGVsbG8'}}", secrets))
        .hasMessage("illegal base64 data at input byte 7");
  }

  @Test
  void aTreeIsReadLikeAText() {
    ObjectNode patched = tree("{'spec':{'replicas':null,'containers':[{'name':'a','x':1}]}}");
    StructuralDecoder.Decoded decoded = StructuralDecoder.decode(patched, pods);
    assertThat(decoded.problems())
        .containsExactly(
            "unknown field \"spec.replicas\"", "unknown field \"spec.containers[0].x\"");
    assertThat(decoded.object()).isEqualTo(tree("{'spec':{'containers':[{'name':'a'}]}}"));
  }

  @Test
  void theRefusalNamesTheKind() {
    assertThatThrownBy(() -> decode("{'spec':1}", pods))
        .isInstanceOfSatisfying(
            DecodeException.class,
            e ->
                assertThat(e.badRequestMessage(new ObjectKind("v1", "Pod")))
                    .isEqualTo(
                        "Pod in version \"v1\" cannot be handled as a Pod: json: cannot unmarshal"
                            + " number into Go struct field Pod.spec of type v1.PodSpec"));
  }
}
