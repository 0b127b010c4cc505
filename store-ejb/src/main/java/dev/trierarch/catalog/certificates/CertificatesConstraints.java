package dev.trierarch.catalog.certificates;

import static dev.trierarch.catalog.constraint.Constraints.form;
import static dev.trierarch.catalog.constraint.Constraints.oneOf;
import static dev.trierarch.catalog.constraint.Constraints.required;
import static dev.trierarch.catalog.constraint.Constraints.within;

import dev.trierarch.catalog.constraint.ConstraintTable;
import dev.trierarch.catalog.form.Form;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestSpec;

/** Rules of single fields of CertificateSigningRequests. */
public final class CertificatesConstraints {

  private static final int EXPIRATION_SECONDS_MIN = 600;

  private CertificatesConstraints() {}

  public static void declare(ConstraintTable table) {
    table.of(CertificateSigningRequest.class).implied("spec");
    table
        .of(CertificateSigningRequestSpec.class)
        .field("signerName", required(), form(Form.SIGNER))
        .field("usages", required())
        .each("usages", oneOf(CertificateUsages.all()))
        .field("request", required())
        .field(
            "expirationSeconds",
            within(
                EXPIRATION_SECONDS_MIN,
                Integer.MAX_VALUE,
                "may not specify a duration less than 600 seconds (10 minutes)"));
  }
}
