package dev.trierarch.api.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import dev.trierarch.api.RandomObjects;
import dev.trierarch.api.protobuf.generator.MessageTableGenerator;
import dev.trierarch.api.resource.Json;
import dev.trierarch.catalog.BuiltInCatalog;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.schema.Schemas;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

class ProtobufRoundTripTest {

  private static final int OBJECTS = Integer.getInteger("roundtrip.objects", 20);
  private static final Map<String, Descriptor> DESCRIPTORS = MessageTableGenerator.descriptors();

  private final long seed = RandomObjects.seed();
  private final RandomObjects objects = new RandomObjects(new Random(seed));

  static List<ResourceType> types() {
    return new BuiltInCatalog()
        .types().stream()
            .filter(type -> Schemas.builtIn().byKind(type.apiVersion(), type.kind()).isPresent())
            .filter(type -> !type.group().equals("trierarch.dev"))
            .toList();
  }

  @ParameterizedTest
  @MethodSource("types")
  void anObjectIsTheSameAfterProtobuf(ResourceType type) {
    for (int i = 0; i < OBJECTS; i++) {
      ObjectNode object = random(type);
      assertThat(ProtobufReader.read(ProtobufWriter.object(object)))
          .as("-Dseed=" + seed)
          .isEqualTo(object);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void theOfficialClassesReadEveryField(ResourceType type) throws InvalidProtocolBufferException {
    Descriptor descriptor = DESCRIPTORS.get(MessageNames.of(type.apiVersion(), type.kind()));
    for (int i = 0; i < OBJECTS && descriptor != null; i++) {
      byte[] message = ProtobufWriter.message(type.apiVersion(), type.kind(), random(type));
      DynamicMessage read = DynamicMessage.parseFrom(descriptor, message);
      assertThat(read.toByteArray()).as("-Dseed=" + seed).isEqualTo(message);
      assertKnown(read);
    }
  }

  @Test
  void aSchemaOrSomethingElseIsTheSameAfterProtobuf() {
    ObjectNode definition =
        Json.tree(
            """
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","spec":{
             "versions":[{"schema":{"openAPIV3Schema":{
              "$ref":"r","default":{"a":[1,true,null]},"additionalProperties":false,
              "x-kubernetes-preserve-unknown-fields":false,
              "properties":{"a":{"items":{"type":"string"}},
               "b":{"items":[{"type":"string"},{}],"additionalItems":true},
               "c":{"additionalProperties":{"type":"integer","maximum":0.5}},
               "d":{"dependencies":{"x":["y","z"],"z":{"not":{}}}}}}}}]}}
            """
                .getBytes(StandardCharsets.UTF_8));
    assertThat(ProtobufReader.read(ProtobufWriter.object(definition))).isEqualTo(definition);
  }

  private ObjectNode random(ResourceType type) {
    return objects.object(Schemas.builtIn().of(type), type.apiVersion(), type.kind());
  }

  private void assertKnown(Message message) {
    assertThat(message.getUnknownFields())
        .as("-Dseed=%s %s", seed, message.getDescriptorForType().getFullName())
        .isEqualTo(UnknownFieldSet.getDefaultInstance());
    for (Object value : message.getAllFields().values()) {
      Collection<?> values = value instanceof Collection<?> list ? list : List.of(value);
      values.stream()
          .filter(Message.class::isInstance)
          .forEach(each -> assertKnown((Message) each));
    }
  }
}
