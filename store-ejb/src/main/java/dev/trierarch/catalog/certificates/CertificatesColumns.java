package dev.trierarch.catalog.certificates;

import dev.trierarch.catalog.Ages;
import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** How CertificateSigningRequests are shown in tables. */
final class CertificatesColumns {

  private CertificatesColumns() {}

  static final List<Column> CERTIFICATE_SIGNING_REQUESTS =
      List.of(
          Columns.NAME,
          Columns.AGE,
          Columns.text(
              "SignerName",
              "Who is asked to sign.",
              one -> Cells.textOrNone(one, "spec", "signerName")),
          Columns.text("Requestor", "Who asks.", one -> Cells.text(one, "spec", "username")),
          Columns.text(
              "RequestedDuration", "How long it is to be valid.", CertificatesColumns::duration),
          Columns.text("Condition", "What has become of it.", CertificatesColumns::condition));

  private static Object duration(JsonNode request) {
    JsonNode seconds = Cells.at(request, "spec", "expirationSeconds");
    return seconds.isNumber() ? Ages.of(Duration.ofSeconds(seconds.asLong())) : Cells.NONE;
  }

  private static Object condition(JsonNode request) {
    StringJoiner all = new StringJoiner(",");
    if (has(request, "Denied")) {
      all.add("Denied");
    } else {
      all.add(has(request, "Approved") ? "Approved" : "Pending");
    }
    if (has(request, "Failed")) {
      all.add("Failed");
    }
    if (!Cells.text(request, "status", "certificate").isEmpty()) {
      all.add("Issued");
    }
    return all.toString();
  }

  private static boolean has(JsonNode request, String conditionType) {
    return !Cells.condition(request, conditionType).isMissingNode();
  }
}
