package dev.trierarch.catalog.resource;

import static dev.trierarch.catalog.constraint.Constraints.atMost;
import static dev.trierarch.catalog.constraint.Constraints.dnsLabel;
import static dev.trierarch.catalog.constraint.Constraints.dnsSubdomain;
import static dev.trierarch.catalog.constraint.Constraints.form;
import static dev.trierarch.catalog.constraint.Constraints.notNegative;
import static dev.trierarch.catalog.constraint.Constraints.oneOf;
import static dev.trierarch.catalog.constraint.Constraints.qualifiedName;
import static dev.trierarch.catalog.constraint.Constraints.required;
import static dev.trierarch.catalog.constraint.Constraints.within;

import dev.trierarch.catalog.constraint.ConstraintTable;
import dev.trierarch.catalog.form.Form;
import io.fabric8.kubernetes.api.model.resource.v1.CELDeviceSelector;
import io.fabric8.kubernetes.api.model.resource.v1.CounterSet;
import io.fabric8.kubernetes.api.model.resource.v1.Device;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceClaimConfiguration;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceClassConfiguration;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceClassSpec;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceConstraint;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceCounterConsumption;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceRequest;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceSelector;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceSubRequest;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceTaint;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceToleration;
import io.fabric8.kubernetes.api.model.resource.v1.ExactDeviceRequest;
import io.fabric8.kubernetes.api.model.resource.v1.OpaqueDeviceConfiguration;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimConsumerReference;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimStatus;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimTemplate;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimTemplateSpec;
import io.fabric8.kubernetes.api.model.resource.v1.ResourcePool;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSlice;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSliceSpec;

/** Rules of single fields of devices and claims on them. */
public final class ResourceConstraints {

  static final int SELECTORS_MAX = 32;
  private static final int REQUESTS_MAX = 32;
  private static final int ALTERNATIVES_MAX = 8;
  private static final int DEVICES_MAX = 128;
  private static final int COUNTER_SETS_MAX = 8;
  private static final int TAINTS_MAX = 16;
  private static final int CONDITIONS_MAX = 4;
  private static final int CONSUMED_MAX = 2;
  private static final int RESERVED_FOR_MAX = 256;

  private ResourceConstraints() {}

  public static void declare(ConstraintTable table) {
    claims(table);
    slices(table);
  }

  private static void claims(ConstraintTable table) {
    table
        .of(DeviceClassSpec.class)
        .field("selectors", atMost(SELECTORS_MAX))
        .field("config", atMost(SELECTORS_MAX))
        .field("extendedResourceName", qualifiedName());
    table.of(DeviceSelector.class).field("cel", required());
    table.of(CELDeviceSelector.class).field("expression", required());
    table.of(DeviceClassConfiguration.class).field("opaque", required());
    table
        .of(DeviceClaimConfiguration.class)
        .field("opaque", required())
        .field("requests", atMost(REQUESTS_MAX));
    table.of(DeviceConstraint.class).field("requests", atMost(REQUESTS_MAX));
    table.of(OpaqueDeviceConfiguration.class).field("driver", required(), form(Form.DRIVER_NAME));
    table.of(ResourceClaimStatus.class).field("reservedFor", atMost(RESERVED_FOR_MAX));
    table
        .of(ResourceClaimConsumerReference.class)
        .field("resource", required())
        .field("name", required())
        .field("uid", required());
    table.of(ResourceClaim.class).implied("spec");
    table.of(ResourceClaimTemplate.class).implied("spec");
    table.of(ResourceClaimTemplateSpec.class).implied("spec");
    table
        .of(DeviceClaim.class)
        .field("requests", atMost(REQUESTS_MAX))
        .field("constraints", atMost(REQUESTS_MAX))
        .field("config", atMost(REQUESTS_MAX));
    table
        .of(DeviceRequest.class)
        .field("name", required(), dnsLabel())
        .field("firstAvailable", atMost(ALTERNATIVES_MAX));
    table
        .of(ExactDeviceRequest.class)
        .field("deviceClassName", required(), dnsSubdomain())
        .field("selectors", atMost(SELECTORS_MAX))
        .field("allocationMode", required(), oneOf("All", "ExactCount"));
    table
        .of(DeviceSubRequest.class)
        .field("name", required(), dnsLabel())
        .field("deviceClassName", required(), dnsSubdomain())
        .field("selectors", atMost(SELECTORS_MAX))
        .field("allocationMode", required(), oneOf("All", "ExactCount"));
    table
        .of(DeviceToleration.class)
        .field("key", qualifiedName())
        .field("operator", required(), oneOf("Equal", "Exists"))
        .field("effect", oneOf("NoExecute", "NoSchedule", "None"));
  }

  private static void slices(ConstraintTable table) {
    table.of(ResourceSlice.class).implied("spec");
    table
        .of(ResourceSliceSpec.class)
        .implied("pool")
        .field("driver", required(), form(Form.DRIVER_NAME))
        .field("nodeName", dnsSubdomain())
        .field("devices", atMost(DEVICES_MAX))
        .field("sharedCounters", atMost(COUNTER_SETS_MAX));
    table
        .of(ResourcePool.class)
        .field("name", required())
        .field("generation", notNegative())
        .number("resourceSliceCount", within(1, Long.MAX_VALUE, "must be greater than zero"));
    table
        .of(Device.class)
        .field("name", required(), dnsLabel())
        .field("nodeName", dnsSubdomain())
        .field("taints", atMost(TAINTS_MAX))
        .field("bindingConditions", atMost(CONDITIONS_MAX))
        .each("bindingConditions", qualifiedName())
        .field("bindingFailureConditions", atMost(CONDITIONS_MAX))
        .each("bindingFailureConditions", qualifiedName())
        .field("consumesCounters", atMost(CONSUMED_MAX));
    table
        .of(DeviceTaint.class)
        .field("key", required(), qualifiedName())
        .field("value", form(Form.LABEL_VALUE))
        .field("effect", required(), oneOf("NoExecute", "NoSchedule", "None"));
    table.of(CounterSet.class).field("name", required(), dnsLabel()).field("counters", required());
    table
        .of(DeviceCounterConsumption.class)
        .field("counterSet", required(), dnsLabel())
        .field("counters", required());
  }
}
