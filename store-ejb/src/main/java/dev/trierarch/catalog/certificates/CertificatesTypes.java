package dev.trierarch.catalog.certificates;

import dev.trierarch.catalog.ResourceType;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import java.util.List;

/** The kinds of the certificates group. */
public final class CertificatesTypes {

  private CertificatesTypes() {}

  /** In the order of discovery. */
  public static List<ResourceType> types() {
    return List.of(
        ResourceType.cluster("certificatesigningrequests", CertificateSigningRequest.class)
            .shortNames("csr")
            .subresources("approval", "status")
            .strategy(new CertificateSigningRequestStrategy())
            .columns(CertificatesColumns.CERTIFICATE_SIGNING_REQUESTS)
            .build());
  }
}
