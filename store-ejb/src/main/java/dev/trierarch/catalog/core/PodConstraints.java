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
import static dev.trierarch.catalog.constraint.Constraints.positive;
import static dev.trierarch.catalog.constraint.Constraints.protocol;
import static dev.trierarch.catalog.constraint.Constraints.qualifiedName;
import static dev.trierarch.catalog.constraint.Constraints.quantity;
import static dev.trierarch.catalog.constraint.Constraints.required;
import static dev.trierarch.catalog.constraint.Constraints.within;

import dev.trierarch.catalog.constraint.ConstraintTable;
import dev.trierarch.catalog.form.Form;
import io.fabric8.kubernetes.api.model.AppArmorProfile;
import io.fabric8.kubernetes.api.model.ConfigMapEnvSource;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerResizePolicy;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.GRPCAction;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodOS;
import io.fabric8.kubernetes.api.model.PodReadinessGate;
import io.fabric8.kubernetes.api.model.PodResourceClaim;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTerm;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecretEnvSource;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Sysctl;
import io.fabric8.kubernetes.api.model.TCPSocketAction;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.VolumeDevice;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import io.fabric8.kubernetes.api.model.WindowsSecurityContextOptions;
import java.util.List;
import org.hibernate.validator.cfg.ConstraintDef;

/** Rules of single fields of pods and their templates. */
public final class PodConstraints {

  private static final String[] POLICIES = {"Always", "OnFailure", "Never"};
  private static final String[] EFFECTS = {"NoSchedule", "PreferNoSchedule", "NoExecute"};

  private static final String[] PROFILES = {"Localhost", "RuntimeDefault", "Unconfined"};

  private PodConstraints() {}

  public static void declare(ConstraintTable table) {
    pods(table);
    containers(table);
    environment(table);
    handlers(table);
    scheduling(table);
  }

  private static void pods(ConstraintTable table) {
    table.of(Pod.class).implied("spec");
    table.of(PodTemplate.class).implied("template");
    table.of(PodTemplateSpec.class).implied("spec");
    table
        .of(PodSpec.class)
        .field("containers", required())
        .field("restartPolicy", required(), oneOf(POLICIES))
        .field(
            "dnsPolicy",
            required(),
            oneOf("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"))
        .field("terminationGracePeriodSeconds", notNegative())
        .field("activeDeadlineSeconds", between(1, Integer.MAX_VALUE))
        .field("nodeSelector", labels())
        .field("serviceAccountName", dnsSubdomain())
        .field("nodeName", dnsSubdomain())
        .field("hostname", dnsLabel())
        .field("subdomain", dnsLabel())
        .field("priorityClassName", dnsSubdomain())
        .field("runtimeClassName", dnsSubdomain())
        .field("overhead", keyed(Form.CONTAINER_RESOURCE))
        .values("overhead", quantity())
        .field("preemptionPolicy", oneOf("PreemptLowerPriority", "Never"));
    table.of(PodOS.class).field("name", required(), oneOf("linux", "windows"));
    table.of(PodReadinessGate.class).field("conditionType", required(), qualifiedName());
    table
        .of(PodResourceClaim.class)
        .field("name", required(), dnsLabel())
        .field("resourceClaimName", dnsSubdomain())
        .field("resourceClaimTemplateName", dnsSubdomain());
    table
        .of(HostAlias.class)
        .field("ip", required(), ipAddress())
        .each("hostnames", dnsSubdomain());
    table.of(PodStatus.class).field("nominatedNodeName", dnsSubdomain());
  }

  private static void containers(ConstraintTable table) {
    for (Class<?> container : List.of(Container.class, EphemeralContainer.class)) {
      table
          .of(container)
          .field("name", required(), dnsLabel())
          .field("image", required())
          .field("imagePullPolicy", required(), oneOf("Always", "IfNotPresent", "Never"))
          .field("terminationMessagePolicy", required(), oneOf("File", "FallbackToLogsOnError"))
          .field("restartPolicy", oneOf(POLICIES));
    }
    table
        .of(ContainerPort.class)
        .field("name", form(Form.PORT_NAME))
        .number("containerPort", required(), port())
        .field("hostPort", optionalPort())
        .field("hostIP", ipAddress())
        .field("protocol", required(), protocol());
    table.of(VolumeMount.class).field("name", required()).field("mountPath", required());
    table
        .of(ContainerResizePolicy.class)
        .field("resourceName", required(), oneOf("cpu", "memory"))
        .field("restartPolicy", required(), oneOf("NotRequired", "RestartContainer"));
    table.of(VolumeDevice.class).field("name", required()).field("devicePath", required());
    table
        .of(ResourceRequirements.class)
        .field("limits", keyed(Form.CONTAINER_RESOURCE))
        .values("limits", quantity())
        .field("requests", keyed(Form.CONTAINER_RESOURCE))
        .values("requests", quantity());
    security(table);
  }

  private static void security(ConstraintTable table) {
    table
        .of(PodSecurityContext.class)
        .field("fsGroup", id())
        .field("runAsUser", id())
        .field("runAsGroup", id())
        .each("supplementalGroups", id())
        .field("fsGroupChangePolicy", oneOf("Always", "OnRootMismatch"))
        .field("supplementalGroupsPolicy", oneOf("Merge", "Strict"))
        .field("seLinuxChangePolicy", oneOf("MountOption", "Recursive"));
    table
        .of(SecurityContext.class)
        .field("runAsUser", id())
        .field("runAsGroup", id())
        .field("procMount", oneOf("Default", "Unmasked"));
    table.of(Sysctl.class).field("name", required(), form(Form.SYSCTL));
    table
        .of(SeccompProfile.class)
        .field("type", required("type is required when seccompProfile is set"), oneOf(PROFILES));
    table
        .of(AppArmorProfile.class)
        .field("type", required("type is required when appArmorProfile is set"), oneOf(PROFILES));
    table.of(WindowsSecurityContextOptions.class).field("gmsaCredentialSpecName", dnsSubdomain());
  }

  /** A user's or a group's. */
  private static ConstraintDef<?, ?> id() {
    return between(0, Integer.MAX_VALUE);
  }

  private static void environment(ConstraintTable table) {
    table.of(EnvVar.class).field("name", required(), form(Form.ENVIRONMENT_NAME));
    table.of(EnvFromSource.class).field("prefix", form(Form.ENVIRONMENT_NAME));
    table.of(ConfigMapEnvSource.class).field("name", required(), dnsSubdomain());
    table.of(SecretEnvSource.class).field("name", required(), dnsSubdomain());
    table
        .of(ConfigMapKeySelector.class)
        .field("name", required())
        .field("key", required(), form(Form.CONFIG_KEY));
    table
        .of(SecretKeySelector.class)
        .field("name", required())
        .field("key", required(), form(Form.CONFIG_KEY));
    table
        .of(ObjectFieldSelector.class)
        .field("apiVersion", required())
        .field("fieldPath", required());
    table.of(ResourceFieldSelector.class).field("resource", required());
  }

  private static void handlers(ConstraintTable table) {
    table
        .of(Probe.class)
        .field("initialDelaySeconds", notNegative())
        .field("timeoutSeconds", notNegative())
        .field("periodSeconds", notNegative())
        .field("successThreshold", notNegative())
        .field("failureThreshold", notNegative())
        .field("terminationGracePeriodSeconds", positive());
    table.of(ExecAction.class).field("command", required());
    table
        .of(HTTPGetAction.class)
        .field("path", required())
        .number("port", portOrName())
        .field("scheme", required(), oneOf("HTTP", "HTTPS"));
    table.of(TCPSocketAction.class).number("port", portOrName());
    table.of(GRPCAction.class).number("port", port());
  }

  private static void scheduling(ConstraintTable table) {
    table
        .of(Toleration.class)
        .field("key", qualifiedName())
        .field("operator", oneOf("Equal", "Exists"))
        .field("effect", oneOf(EFFECTS));
    table
        .of(Taint.class)
        .field("key", required(), qualifiedName())
        .field("value", form(Form.LABEL_VALUE))
        .field("effect", required(), oneOf(EFFECTS));
    table
        .of(NodeSelector.class)
        .field("nodeSelectorTerms", required("must have at least one node selector term"));
    table.of(NodeSelectorRequirement.class).field("key", required(), qualifiedName());
    table.of(PreferredSchedulingTerm.class).number("weight", weight()).implied("preference");
    table.of(WeightedPodAffinityTerm.class).number("weight", weight()).implied("podAffinityTerm");
    table
        .of(PodAffinityTerm.class)
        .field("topologyKey", required("can not be empty"), qualifiedName())
        .each("namespaces", dnsLabel());
    table
        .of(TopologySpreadConstraint.class)
        .number("maxSkew", within(1, Integer.MAX_VALUE, "must be greater than zero"))
        .field("topologyKey", required("can not be empty"), qualifiedName())
        .field(
            "whenUnsatisfiable",
            required("can not be empty"),
            oneOf("DoNotSchedule", "ScheduleAnyway"))
        .field("minDomains", within(1, Integer.MAX_VALUE, "must be greater than zero"))
        .field("nodeAffinityPolicy", oneOf("Honor", "Ignore"))
        .field("nodeTaintsPolicy", oneOf("Honor", "Ignore"));
  }

  private static ConstraintDef<?, ?> weight() {
    return within(1, 100, "must be in the range 1-100");
  }
}
