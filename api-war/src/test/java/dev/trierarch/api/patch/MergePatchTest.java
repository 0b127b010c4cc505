package dev.trierarch.api.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.api.resource.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class MergePatchTest {

  private static ObjectNode tree(String json) {
    return (ObjectNode) Json.MAPPER.readTree(json.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'a':'b'}            | {'a':'c'}                 | {'a':'c'}
          {'a':'b'}            | {'b':'c'}                 | {'a':'b','b':'c'}
          {'a':'b','b':'c'}    | {'a':null}                | {'b':'c'}
          {'a':['b']}          | {'a':'c'}                 | {'a':'c'}
          {'a':'c'}            | {'a':['b']}               | {'a':['b']}
          {'a':{'b':'c'}}      | {'a':{'b':'d','c':null}}  | {'a':{'b':'d'}}
          {'a':[{'b':'c'}]}    | {'a':[1]}                 | {'a':[1]}
          {'e':null}           | {'a':1}                   | {'e':null,'a':1}
          {}                   | {'a':{'bb':{'ccc':null}}} | {'a':{'bb':{}}}
          """)
  void mapsAreMergedNullRemovesTheRestReplaces(String before, String patch, String after) {
    assertThat(MergePatch.apply(tree(before), tree(patch))).isEqualTo(tree(after));
  }
}
