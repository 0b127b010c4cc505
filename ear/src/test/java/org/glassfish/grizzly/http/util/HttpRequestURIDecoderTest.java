package org.glassfish.grizzly.http.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.CharConversionException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestURIDecoderTest {

  private static String decoded(String path) throws CharConversionException {
    DataChunk original = DataChunk.newInstance();
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    original.setBytes(bytes, 0, bytes.length);
    DataChunk decoded = DataChunk.newInstance();
    decoded.setBytes(new byte[bytes.length]);
    HttpRequestURIDecoder.decode(original, decoded, true, null);
    return decoded.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1,/api/v1",
    "/,/",
    "*,*",
    "/a%20b%C3%A4,/a bä",
    "//api//v1,/api/v1",
    "/api/./v1,/api/v1",
    "/api/v1/..,/api/",
    "/api/../version,/version",
    "/api/.,/api/",
    "/api/.hidden,/api/.hidden",
    "/api;a=b,/api;a=b",
  })
  void aPathIsDecodedAndResolved(String path, String meant) throws CharConversionException {
    assertThat(decoded(path)).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/%zz", "/%", "/%4", "/%00", "/a\\b", "/..", "/a/../../b", "/%2e%2e", "a:1"})
  void whatIsNoPathIsRefused(String path) {
    assertThatThrownBy(() -> decoded(path)).isInstanceOf(CharConversionException.class);
  }
}
