package dev.trierarch.api.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListPayloadTest {

  private static PiecedPayload listOf(int count) {
    List<Integer> numbers = IntStream.range(0, count).boxed().toList();
    return new ListPayload<>(
        Json.object("v1", "NumberList"),
        "items",
        numbers,
        number -> number.toString().getBytes(StandardCharsets.US_ASCII),
        0);
  }

  private static String expected(int count) {
    return "{\"kind\":\"NumberList\",\"apiVersion\":\"v1\",\"items\":"
        + IntStream.range(0, count).boxed().toList().toString().replace(" ", "")
        + "}";
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 100_000})
  void aListHasItsItemsBetweenItsHeadAndItsEnd(int count) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    listOf(count).writeTo(out);
    assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo(expected(count));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 100_000})
  void aCompressedListIsWrittenInPartsAndReadAsAWhole(int count) throws IOException {
    RestOfAnswer rest = new RestOfAnswer(listOf(count).gzipped().pieces());
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    while (!rest.isEmpty()) {
      compressed.writeBytes(rest.nextPart());
    }
    byte[] plain =
        new GZIPInputStream(new ByteArrayInputStream(compressed.toByteArray())).readAllBytes();
    assertThat(new String(plain, StandardCharsets.US_ASCII)).isEqualTo(expected(count));
  }
}
