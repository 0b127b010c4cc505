package dev.trierarch.catalog.networking;

import static dev.trierarch.catalog.constraint.Constraints.bytesAtMost;
import static dev.trierarch.catalog.constraint.Constraints.dnsSubdomain;
import static dev.trierarch.catalog.constraint.Constraints.form;
import static dev.trierarch.catalog.constraint.Constraints.oneOf;
import static dev.trierarch.catalog.constraint.Constraints.optionalPort;
import static dev.trierarch.catalog.constraint.Constraints.port;
import static dev.trierarch.catalog.constraint.Constraints.portOrName;
import static dev.trierarch.catalog.constraint.Constraints.required;

import dev.trierarch.catalog.constraint.ConstraintTable;
import dev.trierarch.catalog.form.Form;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressRuleValue;
import io.fabric8.kubernetes.api.model.networking.v1.IPAddress;
import io.fabric8.kubernetes.api.model.networking.v1.IPAddressSpec;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassParametersReference;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassSpec;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressSpec;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.networking.v1.ParentReference;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceBackendPort;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDR;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDRSpec;

/** Rules of single fields of the networking kinds. */
public final class NetworkingConstraints {

  private static final int CONTROLLER_BYTES_MAX = 250;

  private NetworkingConstraints() {}

  public static void declare(ConstraintTable table) {
    ingresses(table);
    table.of(NetworkPolicySpec.class).each("policyTypes", oneOf("Ingress", "Egress"));
    table
        .of(NetworkPolicyPort.class)
        .field("protocol", oneOf("TCP", "UDP", "SCTP"))
        .field("port", portOrName())
        .field("endPort", port());
    table
        .of(IPBlock.class)
        .field("cidr", required(), form(Form.CIDR))
        .each("except", form(Form.CIDR));
    table.of(IPAddress.class).implied("spec");
    table.of(IPAddressSpec.class).field("parentRef", required());
    table
        .of(ParentReference.class)
        .field("group", dnsSubdomain())
        .field("resource", required(), form(Form.PATH_SEGMENT))
        .field("name", required(), form(Form.PATH_SEGMENT))
        .field("namespace", form(Form.PATH_SEGMENT));
    table.of(ServiceCIDR.class).implied("spec");
    table
        .of(ServiceCIDRSpec.class)
        .field("cidrs", required("at least one CIDR required"))
        .each("cidrs", form(Form.CIDR));
  }

  private static void ingresses(ConstraintTable table) {
    table.of(IngressSpec.class).field("ingressClassName", dnsSubdomain());
    table.of(IngressRule.class).field("host", form(Form.HOST));
    table.of(IngressTLS.class).each("hosts", form(Form.HOST)).field("secretName", dnsSubdomain());
    table.of(HTTPIngressRuleValue.class).field("paths", required());
    table
        .of(HTTPIngressPath.class)
        .field(
            "pathType",
            required("pathType must be specified"),
            oneOf("Exact", "ImplementationSpecific", "Prefix"));
    table.of(IngressServiceBackend.class).field("name", required(), form(Form.DNS_1035_LABEL));
    table
        .of(ServiceBackendPort.class)
        .field("name", form(Form.PORT_NAME))
        .field("number", optionalPort());
    table.of(IngressClass.class).implied("spec");
    table
        .of(IngressClassSpec.class)
        .field("controller", required(), form(Form.DOMAIN_PATH), bytesAtMost(CONTROLLER_BYTES_MAX));
    table
        .of(IngressClassParametersReference.class)
        .field("apiGroup", dnsSubdomain())
        .field("kind", required(), form(Form.PATH_SEGMENT))
        .field("name", required(), form(Form.PATH_SEGMENT))
        .field("scope", required(), oneOf("Cluster", "Namespace"));
  }
}
