package dev.trierarch.api.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.api.protobuf.ProtobufReader;
import dev.trierarch.api.protobuf.ProtobufWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class ProtobufListPayloadTest {

  private static byte[] message(Integer number) {
    ObjectNode object = Json.object();
    object.putObject("metadata").put("name", "n" + number);
    object.putObject("data").put("text", "x".repeat(100_000));
    return ProtobufWriter.message("v1", "ConfigMap", object);
  }

  /** 100 are more than what is kept between the two times that a list is gone through. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100})
  void aListSaysItsLengthAndHoldsAllItsItems(int count) throws IOException {
    ObjectNode wrapper = Json.object("v1", "ConfigMapList");
    wrapper.putObject("metadata").put("resourceVersion", "7").put("continue", "c");
    List<Integer> numbers = IntStream.range(0, count).boxed().toList();
    Payload payload = new ProtobufListPayload<>(wrapper, numbers, ProtobufListPayloadTest::message);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    payload.writeTo(out);
    assertThat(payload.sizeBytes()).isEqualTo(out.size());
    ObjectNode list = ProtobufReader.read(out.toByteArray());
    assertThat(list.path("kind").stringValue()).isEqualTo("ConfigMapList");
    assertThat(list.path("metadata")).isEqualTo(wrapper.path("metadata"));
    assertThat(list.path("items").size()).isEqualTo(count);
    for (int number : numbers) {
      assertThat(list.at("/items/" + number + "/metadata/name").stringValue())
          .isEqualTo("n" + number);
    }
  }
}
