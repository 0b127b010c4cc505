package dev.trierarch.api.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.api.authz.RequestInfo;
import dev.trierarch.registry.ApiException;
import dev.trierarch.registry.Caller;
import dev.trierarch.registry.DeleteOptions.Propagation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionRulesTest {

  private static final String SIXTEEN = "abcdefghijklmnop";
  private static final String LONG =
      SIXTEEN + SIXTEEN + SIXTEEN + SIXTEEN + SIXTEEN + SIXTEEN + SIXTEEN + SIXTEEN + "q";

  private static ApiCall call(String method, String rawQuery) {
    Query query = Query.parse(rawQuery);
    return new ApiCall(
        RequestInfo.parse(method, "/api/v1/namespaces/default/configmaps/a", query),
        query,
        new Caller("somebody", "", List.of(), Map.of(), "test/v1"),
        null,
        "",
        "",
        0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POST  | dryRun=Some                  | CreateOptions | dryRun: Unsupported value: [\"Some\"]: supported values: \"All\"",
        "PUT   | fieldValidation=Maybe        | UpdateOptions | fieldValidation: Unsupported value: \"Maybe\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\"",
        "PATCH | fieldManager="
            + LONG
            + " | PatchOptions | fieldManager: Too long: may not be more than 128 bytes",
      })
  void anOptionThatIsNoneIsInvalid(String method, String query, String kind, String problem) {
    assertThatThrownBy(() -> call(method, query).writeOptions())
        .hasMessage(kind + ".meta.k8s.io \"\" is invalid: " + problem)
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.code()).isEqualTo(422));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "dryRun=x                                        | dryRun: Unsupported value: [\"x\"]: supported values: \"All\"",
        "propagationPolicy=Away                          | propagationPolicy: Unsupported value: \"Away\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"",
        "propagationPolicy=Orphan&orphanDependents=true  | propagationPolicy: Invalid value: \"Orphan\": orphanDependents and deletionPropagation cannot be both set",
      })
  void aDeletionCannotBeAskedForSo(String query, String problem) {
    assertThatThrownBy(() -> DeleteRequest.of(call("DELETE", query), body("")))
        .hasMessage("DeleteOptions.meta.k8s.io \"\" is invalid: " + problem);
  }

  @Test
  void theOldWayToSayWhatBecomesOfDependentsIsUnderstood() {
    DeleteRequest orphaning =
        DeleteRequest.of(call("DELETE", ""), body("{\"orphanDependents\":true}"));
    assertThat(orphaning.deletion().propagation()).isEqualTo(Propagation.ORPHAN);
    assertThat(orphaning.cascading()).isFalse();
    DeleteRequest cascading = DeleteRequest.of(call("DELETE", "orphanDependents=false"), body(""));
    assertThat(cascading.deletion().propagation()).isEqualTo(Propagation.BACKGROUND);
    assertThat(cascading.cascading()).isTrue();
  }

  @Test
  void aGracePeriodMayBeNegative() {
    DeleteRequest request = DeleteRequest.of(call("DELETE", "gracePeriodSeconds=-1"), body(""));
    assertThat(request.deletion().gracePeriodSeconds()).isEqualTo(-1);
  }

  private static RequestBody body(String json) {
    return new RequestBody(json.getBytes(StandardCharsets.UTF_8), "application/json");
  }
}
