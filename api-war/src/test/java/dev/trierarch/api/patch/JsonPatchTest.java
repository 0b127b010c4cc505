package dev.trierarch.api.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.api.resource.Json;
import dev.trierarch.registry.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class JsonPatchTest {

  private static ObjectNode tree(String json) {
    return (ObjectNode) Json.MAPPER.readTree(json.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'a':1}            | [{'op':'add','path':'/b','value':2}]                      | {'a':1,'b':2}
          {'a':[1,3]}        | [{'op':'add','path':'/a/1','value':2}]                    | {'a':[1,2,3]}
          {'a':[1]}          | [{'op':'add','path':'/a/-','value':2}]                    | {'a':[1,2]}
          {'a':1,'b':2}      | [{'op':'remove','path':'/a'}]                             | {'b':2}
          {'a':[1,2]}        | [{'op':'remove','path':'/a/0'}]                           | {'a':[2]}
          {'a':1}            | [{'op':'replace','path':'/a','value':{'b':2}}]            | {'a':{'b':2}}
          {'a':{'b':1}}      | [{'op':'move','from':'/a/b','path':'/c'}]                 | {'a':{},'c':1}
          {'a':{'b':1}}      | [{'op':'copy','from':'/a','path':'/c'}]                   | {'a':{'b':1},'c':{'b':1}}
          {'a':1.0}          | [{'op':'test','path':'/a','value':1},{'op':'remove','path':'/a'}] | {}
          {'x/y':1,'m~n':2}  | [{'op':'remove','path':'/x~1y'},{'op':'remove','path':'/m~0n'}] | {}
          {}                 | [{'op':'test','path':'/a','value':null}]                  | {}
          """)
  void operationsDoWhatTheyAreNamedFor(String before, String patch, String after) {
    assertThat(JsonPatch.apply(tree(before), Json.MAPPER.readTree(patch.replace('\'', '"'))))
        .isEqualTo(tree(after));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [{'op':'remove','path':'/none'}]             | 422
          [{'op':'replace','path':'/none','value':1}]  | 422
          [{'op':'test','path':'/a','value':2}]        | 422
          [{'op':'add','path':'/a/b/c','value':2}]     | 422
          [{'op':'add','path':'/l/7','value':2}]       | 422
          [{'op':'add','path':'/l/x','value':2}]       | 422
          [{'op':'add','path':'a','value':2}]          | 400
          [{'op':'move','from':'','path':'/a'}]        | 422
          [{'op':'move','from':'/l','path':'/l/0'}]    | 422
          [{'op':'sing','path':'/a'}]                  | 400
          [{'op':'add','path':'/a'}]                   | 400
          {'op':'add'}                                 | 400
          """)
  void whatDoesNotFitIsRefused(String patch, int code) {
    assertThatThrownBy(
            () ->
                JsonPatch.apply(
                    tree("{'a':1,'l':[]}"), Json.MAPPER.readTree(patch.replace('\'', '"'))))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void tooManyOperationsAreRefusedBeforeAnyIsDone() {
    var patch = Json.MAPPER.createArrayNode();
    for (int i = 0; i <= 10_000; i++) {
      patch.add(tree("{'op':'add','path':'/a','value':1}"));
    }
    assertThatThrownBy(() -> JsonPatch.apply(tree("{}"), patch))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.code()).isEqualTo(413));
  }

  private static String repeated(int times, String operation) {
    return "[" + (operation + ",").repeat(times - 1) + operation + "]";
  }

  private static void refused(String patch, int code) {
    assertThatThrownBy(
            () -> JsonPatch.apply(tree("{'a':{'b':'c'}}"), tree("{'p':" + patch + "}").get("p")))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void copiesOfCopiesEndAtABound() {
    refused(repeated(9_999, "{'op':'copy','from':'','path':'/a/b'}"), 422);
    refused(
        "[{'op':'add','path':'/l','value':['"
            + "x".repeat(400_000)
            + "']},"
            + repeated(20, "{'op':'copy','from':'/l/0','path':'/l/-'}").substring(1),
        413);
  }

  @Test
  void moreOperationsThanUpstreamTakesAreRefused() {
    refused(repeated(10_001, "{'op':'test','path':'/a/b','value':'c'}"), 413);
  }

  @Test
  void nothingIsNestedDeeperThanWhatIsRead() {
    refused(
        "[{'op':'add','path':'/a/b','value':"
            + "[".repeat(197)
            + "]".repeat(197)
            + "},"
            + "{'op':'add','path':'/a/b/0/0','value':"
            + "[".repeat(197)
            + "]".repeat(197)
            + "}]",
        422);
  }

  @Test
  void whatNoOperationCanSayIsFound() {
    String patch = "[{'op':'add','path':'/a','value':{'x':1}},{'op':'test','to':'/a','x':1}]";
    assertThat(JsonPatch.unknownFields(Json.MAPPER.readTree(patch.replace('\'', '"'))))
        .containsExactly("[1].to", "[1].x");
  }
}
