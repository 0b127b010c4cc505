package dev.trierarch.admission;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.registry.ApiException;
import dev.trierarch.registry.Caller;
import dev.trierarch.registry.Cluster;
import dev.trierarch.registry.Permissions;
import dev.trierarch.registry.WriteOptions;
import dev.trierarch.registry.WriteOptions.FieldValidation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class CertificatePermissionsTest {

  private static final String CSR = "certificatesigningrequests.certificates.k8s.io";

  /** Asks for O=system:nodes, CN=x. */
  private static final String REQUEST =
      "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIZE1JR0ZBZ0VBTUNNeEZUQVRC"
          + "Z05WQkFvTURITjVjM1JsYlRwdWIyUmxjekVLTUFnR0ExVUVBd3dCZURCWgpNQk1HQnlxR1NNNDlB"
          + "Z0VHQ0NxR1NNNDlBd0VIQTBJQUJOVnE5NEhHaVlnbWxUQ25sTU9FaCtPa25mbnVCaFExClpXUmdj"
          + "THVYYXhyYk5QaERjRzFtUFI0NGZralZ5dERIRm55R0hHS3lLdk9jSCtFUlhZb1Q1ODZnQURBS0Jn"
          + "Z3EKaGtqT1BRUURBZ05IQURCRUFpQng2Tk56SGtZcE5ldWN2RlpOTG5ZSDV0SHpFVTFQZXpCSlpt"
          + "TW9HYkJEdFFJZwpPSVZMMHhKSVUzbkkzakM3QnlIWEpGVHNUVEhYRFdKYlZMRDZ6S2NicXFFPQot"
          + "LS0tLUVORCBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0K";

  private static final String APPROVED =
      "{conditions: [{type: Approved, status: 'True', reason: r, message: m}]}";
  private static final String FAILED =
      "{conditions: [{type: Failed, status: 'True', reason: r, message: m}]}";

  private final Cluster cluster = new Cluster();

  @BeforeEach
  void request() {
    ObjectNode request =
        Cluster.tree(
            "{metadata: {name: join}, spec: {signerName: example.com/signer, usages: [client"
                + " auth]}}");
    request.withObject("/spec").put("request", REQUEST);
    cluster.registry.create(cluster.type(CSR), "", request, Cluster.admin());
  }

  private void write(String subresource, String status, WriteOptions options) {
    cluster.registry.modify(
        cluster.type(CSR),
        "",
        "join",
        subresource,
        request -> request.set("status", Cluster.tree(status)),
        options);
  }

  private static WriteOptions granted(String verb, String signer) {
    Permissions permissions =
        (caller, asked, group, resource, name) ->
            asked.equals(verb)
                && group.equals("certificates.k8s.io")
                && resource.equals("signers")
                && name.equals(signer);
    Caller caller = new Caller("jane", "", List.of(), Map.of(), "test/v1");
    return new WriteOptions(caller, 0, false, "", FieldValidation.STRICT, permissions);
  }

  @ParameterizedTest
  @CsvSource({
    "approve, example.com/signer, approval",
    "approve, example.com/*,      approval",
    "sign,    example.com/signer, status",
    "sign,    example.com/*,      status",
  })
  void whoMayForTheSignerOrForItsDomainIsLetPass(String verb, String signer, String subresource) {
    String status = subresource.equals("approval") ? APPROVED : FAILED;
    assertThatCode(() -> write(subresource, status, granted(verb, signer)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "sign,    example.com/signer, approval, approve",
    "approve, example.com/other,  approval, approve",
    "approve, other.com/*,        approval, approve",
    "approve, example.com/signer, status,   sign",
    "sign,    *,                  status,   sign",
  })
  void whoMayNotIsRefused(String verb, String signer, String subresource, String needed) {
    String status = subresource.equals("approval") ? APPROVED : FAILED;
    assertThatThrownBy(() -> write(subresource, status, granted(verb, signer)))
        .isInstanceOf(ApiException.class)
        .hasMessage(
            CSR
                + " \"join\" is forbidden: user not permitted to "
                + needed
                + " requests with signerName \"example.com/signer\"");
  }

  @Test
  void aStatusThatSignsNothingNeedsNoPermission() {
    assertThatCode(() -> write("status", "{}", Cluster.as("jane"))).doesNotThrowAnyException();
  }

  @Test
  void aControllerOfTheControlPlaneIsTrusted() {
    WriteOptions controller = WriteOptions.of(Caller.system("certificate-approver"), 0);
    assertThatCode(() -> write("approval", APPROVED, controller)).doesNotThrowAnyException();
  }
}
