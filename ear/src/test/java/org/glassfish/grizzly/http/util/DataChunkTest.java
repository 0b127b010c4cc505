package org.glassfish.grizzly.http.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.CharConversionException;
import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.memory.Buffers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DataChunkTest {

  /** {@code Host-Name} in one of the forms, cut out of something longer where there is such. */
  private static DataChunk holding(DataChunk.Type type) {
    DataChunk chunk = DataChunk.newInstance();
    byte[] bytes = "xHost-Namex".getBytes(StandardCharsets.US_ASCII);
    switch (type) {
      case Bytes -> chunk.setBytes(bytes, 1, 10);
      case Buffer -> chunk.setBuffer(Buffers.wrap(null, bytes), 1, 10);
      case Chars -> chunk.setChars("xHost-Namex".toCharArray(), 1, 10);
      case String -> chunk.setString("Host-Name");
      case None -> {}
    }
    return chunk;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "None")
  void allFormsReadTheSame(DataChunk.Type type) throws CharConversionException {
    DataChunk chunk = holding(type);
    assertThat(chunk.getType()).isEqualTo(type);
    assertThat(chunk.isNull()).isFalse();
    assertThat(chunk.toString()).isEqualTo("Host-Name");
    assertThat(chunk.getLength()).isEqualTo(9);
    assertThat(chunk.getEnd() - chunk.getStart()).isEqualTo(9);
    assertThat(chunk.toString(0, 4)).isEqualTo("Host");
    assertThat(chunk.indexOf('-', 0)).isEqualTo(4);
    assertThat(chunk.indexOf("Name", 0)).isEqualTo(5);
    assertThat(chunk.indexOf('?', 0)).isEqualTo(-1);
    assertThat(chunk.startsWithIgnoreCase("hOST", 0)).isTrue();
    assertThat(chunk.startsWithIgnoreCase("name", 0)).isFalse();
    chunk.toChars(StandardCharsets.UTF_8);
    assertThat(chunk.getCharChunk().toString()).isEqualTo("Host-Name");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "None")
  void allFormsCompareTheSame(DataChunk.Type type) {
    DataChunk chunk = holding(type);
    assertThat(chunk.equals("Host-Name")).isTrue();
    assertThat(chunk.equals("host-name")).isFalse();
    assertThat(chunk.equals(ascii("Host-Name"))).isTrue();
    assertThat(chunk.equals(ascii("Host-Namf"))).isFalse();
    assertThat(chunk.equalsIgnoreCase("hOST-name")).isTrue();
    assertThat(chunk.equalsIgnoreCase("host")).isFalse();
    assertThat(chunk.equalsIgnoreCase(ascii("hOST-name"))).isTrue();
    assertThat(chunk.equalsIgnoreCaseLowerCase(ascii("host-name"))).isTrue();
    assertThat(chunk.equalsIgnoreCaseLowerCase(ascii("host-nam"))).isFalse();
    for (DataChunk.Type other : DataChunk.Type.values()) {
      assertThat(chunk.equals(holding(other))).isEqualTo(other != DataChunk.Type.None);
    }
    assertThat(chunk).hasSameHashCodeAs(holding(DataChunk.Type.String));
  }

  @ParameterizedTest
  @EnumSource
  void whatOneHoldsIsGivenToAnother(DataChunk.Type type) {
    for (DataChunk.Type before : DataChunk.Type.values()) {
      DataChunk copied = holding(before);
      copied.duplicate(holding(type));
      assertThat(copied).isEqualTo(holding(type));
      DataChunk same = DataChunk.newInstance();
      same.set(copied);
      assertThat(same).isEqualTo(holding(type));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRecycledHoldsNothing(DataChunk.Type type) {
    DataChunk chunk = holding(type);
    chunk.recycle();
    assertThat(chunk.isNull()).isTrue();
    assertThat(chunk.toString()).isNull();
    assertThat(chunk.getLength()).isZero();
    assertThat(chunk.getType()).isEqualTo(DataChunk.Type.None);
    chunk.setString("other");
    assertThat(chunk.toString()).isEqualTo("other");
  }

  @Test
  void aPartIsTakenOut() {
    DataChunk part = DataChunk.newInstance();
    part.set(holding(DataChunk.Type.Bytes), 1, 5);
    assertThat(part.toString()).isEqualTo("Host");
    part.set(holding(DataChunk.Type.String), 5, 9);
    assertThat(part.toString()).isEqualTo("Name");
    part.delete(0, 2);
    assertThat(part.toString()).isEqualTo("me");
  }
}
