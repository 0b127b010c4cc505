package org.glassfish.grizzly.http.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.glassfish.grizzly.memory.Buffers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {

  private final Parameters parameters = new Parameters();

  private String inWords() {
    return parameters.getParameterNames().stream()
        .map(name -> name + "=" + String.join("|", parameters.getParameterValues(name)))
        .collect(Collectors.joining(" "));
  }

  private void query(String text) {
    DataChunk query = DataChunk.newInstance();
    query.setBytes(text.getBytes(StandardCharsets.UTF_8));
    parameters.setQuery(query);
    parameters.setQueryStringEncoding(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "a=1&b=2,a=1 b=2",
    "a=1&a=2,a=1|2",
    "a,a=",
    "a=,a=",
    "=1&b=2,b=2",
    "&&b=2&,b=2",
    "a=b=c,a=b=c",
    "a=x+y%20z,a=x y z",
    "%C3%A4=%C3%B6,ä=ö",
    "a=%zz&b=2,b=2",
    "a=%&b=2,b=2",
  })
  void aQueryIsDecoded(String text, String meant) {
    query(text);
    assertThat(inWords()).isEqualTo(meant);
  }

  @Test
  void aFormFollowsTheQuery() {
    query("a=1");
    parameters.handleQueryParameters();
    parameters.setEncoding(StandardCharsets.UTF_8);
    byte[] form = "ignored a=ä".getBytes(StandardCharsets.UTF_8);
    parameters.processParameters(Buffers.wrap(null, form), 8, form.length - 8);
    assertThat(inWords()).isEqualTo("a=1|ä");
    assertThat(parameters.getParameter("a")).isEqualTo("1");
  }

  @Test
  void thoseBeyondTheLimitAreLeftOut() {
    parameters.setLimit(2);
    query("a=1&b=2&c=3");
    assertThat(inWords()).isEqualTo("a=1 b=2");
  }

  @Test
  void whatIsRecycledKnowsNothing() {
    query("a=1");
    parameters.handleQueryParameters();
    parameters.recycle();
    parameters.setQuery(null);
    assertThat(inWords()).isEmpty();
    assertThat(parameters.getParameter("a")).isNull();
  }
}
