package dev.trierarch.catalog.core;

import static dev.trierarch.catalog.constraint.Constraints.between;
import static dev.trierarch.catalog.constraint.Constraints.dnsLabel;
import static dev.trierarch.catalog.constraint.Constraints.dnsSubdomain;
import static dev.trierarch.catalog.constraint.Constraints.form;
import static dev.trierarch.catalog.constraint.Constraints.ipAddress;
import static dev.trierarch.catalog.constraint.Constraints.keyed;
import static dev.trierarch.catalog.constraint.Constraints.labels;
import static dev.trierarch.catalog.constraint.Constraints.notNegative;
import static dev.trierarch.catalog.constraint.Constraints.oneOf;
import static dev.trierarch.catalog.constraint.Constraints.optionalPort;
import static dev.trierarch.catalog.constraint.Constraints.port;
import static dev.trierarch.catalog.constraint.Constraints.portOrName;
import static dev.trierarch.catalog.constraint.Constraints.protocol;
import static dev.trierarch.catalog.constraint.Constraints.qualifiedName;
import static dev.trierarch.catalog.constraint.Constraints.quantity;
import static dev.trierarch.catalog.constraint.Constraints.required;

import dev.trierarch.catalog.constraint.ConstraintTable;
import dev.trierarch.catalog.form.Form;
import io.fabric8.kubernetes.api.model.ClientIPConfig;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointPort;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.ReplicationControllerSpec;
import io.fabric8.kubernetes.api.model.ReplicationControllerStatus;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpec;
import io.fabric8.kubernetes.api.model.ResourceQuotaStatus;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;

/** Rules of single fields of the core kinds other than pods and volumes. */
public final class CoreConstraints {

  private static final int AFFINITY_SECONDS_MAX = 86_400;

  private CoreConstraints() {}

  public static void declare(ConstraintTable table) {
    table
        .of(ConfigMap.class)
        .field("data", keyed(Form.CONFIG_KEY))
        .field("binaryData", keyed(Form.CONFIG_KEY));
    table.of(Secret.class).field("data", keyed(Form.CONFIG_KEY)).field("type", required());
    table.of(NodeSpec.class).each("podCIDRs", form(Form.CIDR));
    services(table);
    endpoints(table);
    table
        .of(LimitRangeItem.class)
        .field("type", required(), form(Form.LIMIT_TYPE))
        .values("max", quantity())
        .values("min", quantity())
        .values("_default", quantity())
        .values("defaultRequest", quantity())
        .values("maxLimitRequestRatio", quantity());
    table
        .of(ResourceQuotaSpec.class)
        .field("hard", keyed(Form.QUOTA_RESOURCE))
        .values("hard", quantity());
    table
        .of(ResourceQuotaStatus.class)
        .field("hard", keyed(Form.QUOTA_RESOURCE))
        .values("hard", quantity())
        .field("used", keyed(Form.QUOTA_RESOURCE))
        .values("used", quantity());
    table
        .of(ReplicationControllerStatus.class)
        .field("replicas", notNegative())
        .field("fullyLabeledReplicas", notNegative())
        .field("readyReplicas", notNegative())
        .field("availableReplicas", notNegative())
        .field("observedGeneration", notNegative());
    table.of(ReplicationController.class).implied("spec");
    table
        .of(ReplicationControllerSpec.class)
        .field("replicas", notNegative())
        .field("minReadySeconds", notNegative())
        .field("selector", required(), labels())
        .field("template", required());
  }

  private static void services(ConstraintTable table) {
    table.of(Service.class).implied("spec");
    table
        .of(ServiceSpec.class)
        .field("type", required(), oneOf("ClusterIP", "ExternalName", "LoadBalancer", "NodePort"))
        .field("sessionAffinity", required(), oneOf("ClientIP", "None"))
        .field("selector", labels())
        .field("internalTrafficPolicy", oneOf("Cluster", "Local"))
        .field("externalTrafficPolicy", oneOf("Cluster", "Local"))
        .field("ipFamilyPolicy", oneOf("PreferDualStack", "RequireDualStack", "SingleStack"))
        .each("externalIPs", ipAddress(), form(Form.EXTERNAL_ADDRESS));
    table
        .of(ServicePort.class)
        .field("name", dnsLabel())
        .number("port", port())
        .field("protocol", required(), protocol())
        .field("targetPort", portOrName())
        .field("nodePort", optionalPort());
    table.of(ClientIPConfig.class).field("timeoutSeconds", between(1, AFFINITY_SECONDS_MAX));
  }

  private static void endpoints(ConstraintTable table) {
    table
        .of(EndpointAddress.class)
        .field("ip", required(), ipAddress(), form(Form.ENDPOINT_ADDRESS))
        .field("hostname", dnsLabel())
        .field("nodeName", dnsSubdomain());
    table
        .of(EndpointPort.class)
        .field("name", dnsLabel())
        .number("port", port())
        .field("protocol", required(), protocol())
        .field("appProtocol", qualifiedName());
  }
}
