package dev.trierarch.catalog.core;

import static dev.trierarch.catalog.constraint.Constraints.between;
import static dev.trierarch.catalog.constraint.Constraints.dnsLabel;
import static dev.trierarch.catalog.constraint.Constraints.dnsSubdomain;
import static dev.trierarch.catalog.constraint.Constraints.form;
import static dev.trierarch.catalog.constraint.Constraints.oneOf;
import static dev.trierarch.catalog.constraint.Constraints.quantity;
import static dev.trierarch.catalog.constraint.Constraints.required;
import static dev.trierarch.catalog.constraint.Constraints.within;

import dev.trierarch.catalog.constraint.ConstraintTable;
import dev.trierarch.catalog.form.Form;
import io.fabric8.kubernetes.api.model.AWSElasticBlockStoreVolumeSource;
import io.fabric8.kubernetes.api.model.AzureDiskVolumeSource;
import io.fabric8.kubernetes.api.model.AzureFilePersistentVolumeSource;
import io.fabric8.kubernetes.api.model.AzureFileVolumeSource;
import io.fabric8.kubernetes.api.model.CSIPersistentVolumeSource;
import io.fabric8.kubernetes.api.model.CSIVolumeSource;
import io.fabric8.kubernetes.api.model.CephFSPersistentVolumeSource;
import io.fabric8.kubernetes.api.model.CephFSVolumeSource;
import io.fabric8.kubernetes.api.model.CinderPersistentVolumeSource;
import io.fabric8.kubernetes.api.model.CinderVolumeSource;
import io.fabric8.kubernetes.api.model.ConfigMapProjection;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeSource;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.EphemeralVolumeSource;
import io.fabric8.kubernetes.api.model.FCVolumeSource;
import io.fabric8.kubernetes.api.model.FlexPersistentVolumeSource;
import io.fabric8.kubernetes.api.model.FlexVolumeSource;
import io.fabric8.kubernetes.api.model.GCEPersistentDiskVolumeSource;
import io.fabric8.kubernetes.api.model.GitRepoVolumeSource;
import io.fabric8.kubernetes.api.model.GlusterfsPersistentVolumeSource;
import io.fabric8.kubernetes.api.model.GlusterfsVolumeSource;
import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import io.fabric8.kubernetes.api.model.ISCSIPersistentVolumeSource;
import io.fabric8.kubernetes.api.model.ISCSIVolumeSource;
import io.fabric8.kubernetes.api.model.ImageVolumeSource;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.LocalVolumeSource;
import io.fabric8.kubernetes.api.model.NFSVolumeSource;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatus;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimTemplate;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.PersistentVolumeSpec;
import io.fabric8.kubernetes.api.model.PhotonPersistentDiskVolumeSource;
import io.fabric8.kubernetes.api.model.PortworxVolumeSource;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.QuobyteVolumeSource;
import io.fabric8.kubernetes.api.model.RBDPersistentVolumeSource;
import io.fabric8.kubernetes.api.model.RBDVolumeSource;
import io.fabric8.kubernetes.api.model.ScaleIOPersistentVolumeSource;
import io.fabric8.kubernetes.api.model.ScaleIOVolumeSource;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.StorageOSPersistentVolumeSource;
import io.fabric8.kubernetes.api.model.StorageOSVolumeSource;
import io.fabric8.kubernetes.api.model.TypedLocalObjectReference;
import io.fabric8.kubernetes.api.model.TypedObjectReference;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeNodeAffinity;
import io.fabric8.kubernetes.api.model.VolumeResourceRequirements;
import io.fabric8.kubernetes.api.model.VsphereVirtualDiskVolumeSource;
import java.util.List;
import org.hibernate.validator.cfg.ConstraintDef;

/** Rules of single fields of volumes: in pods, and those that stand for themselves. */
public final class VolumeConstraints {

  private static final int MODE_MAX = 0777;
  private static final int LUN_MAX = 255;
  private static final long TOKEN_SECONDS_MIN = 600;
  private static final long TOKEN_SECONDS_MAX = 1L << 32;
  private static final String[] ACCESS_MODES = {
    "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"
  };

  private VolumeConstraints() {}

  public static void declare(ConstraintTable table) {
    inPods(table);
    network(table);
    clouds(table);
    projected(table);
    persistent(table);
  }

  private static void inPods(ConstraintTable table) {
    table.of(Volume.class).field("name", required(), dnsLabel());
    table
        .of(HostPathVolumeSource.class)
        .field("path", required(), form(Form.FORWARD_PATH))
        .field(
            "type",
            oneOf(
                "BlockDevice",
                "CharDevice",
                "Directory",
                "DirectoryOrCreate",
                "File",
                "FileOrCreate",
                "Socket"));
    table.of(EmptyDirVolumeSource.class).field("sizeLimit", quantity());
    table.of(PersistentVolumeClaimVolumeSource.class).field("claimName", required());
    table.of(CSIVolumeSource.class).field("driver", required(), form(Form.DRIVER_NAME));
    table.of(LocalVolumeSource.class).field("path", required(), form(Form.FORWARD_PATH));
    table
        .of(GitRepoVolumeSource.class)
        .field("repository", required())
        .field("directory", form(Form.RELATIVE_PATH));
    table.of(ImageVolumeSource.class).field("pullPolicy", oneOf("Always", "IfNotPresent", "Never"));
    table.of(EphemeralVolumeSource.class).field("volumeClaimTemplate", required());
    table
        .of(SecretVolumeSource.class)
        .field("secretName", required())
        .field("defaultMode", fileMode());
    table
        .of(ConfigMapVolumeSource.class)
        .field("name", required())
        .field("defaultMode", fileMode());
    table.of(DownwardAPIVolumeSource.class).field("defaultMode", fileMode());
  }

  private static void projected(ConstraintTable table) {
    table.of(ProjectedVolumeSource.class).field("defaultMode", fileMode());
    table.of(SecretProjection.class).field("name", required());
    table.of(ConfigMapProjection.class).field("name", required());
    table
        .of(ServiceAccountTokenProjection.class)
        .field(
            "expirationSeconds",
            within(
                TOKEN_SECONDS_MIN,
                Long.MAX_VALUE,
                "may not specify a duration less than 10 minutes"),
            within(
                Long.MIN_VALUE,
                TOKEN_SECONDS_MAX,
                "may not specify a duration larger than 2^32 seconds"));
    table
        .of(KeyToPath.class)
        .field("key", required())
        .field("path", required(), form(Form.LOCAL_PATH))
        .field("mode", fileMode());
    table
        .of(DownwardAPIVolumeFile.class)
        .field("path", required(), form(Form.LOCAL_PATH))
        .field("mode", fileMode());
  }

  private static ConstraintDef<?, ?> fileMode() {
    return within(0, MODE_MAX, "must be a number between 0 and 0777 (octal), both inclusive");
  }

  private static void network(ConstraintTable table) {
    table
        .of(NFSVolumeSource.class)
        .field("server", required())
        .field("path", required(), form(Form.ABSOLUTE_PATH));
    for (Class<?> iscsi : List.of(ISCSIVolumeSource.class, ISCSIPersistentVolumeSource.class)) {
      table
          .of(iscsi)
          .field("targetPortal", required())
          .field("iqn", required())
          .field("lun", between(0, LUN_MAX));
    }
    table.of(FCVolumeSource.class).field("lun", between(0, LUN_MAX));
    for (Class<?> glusterfs :
        List.of(GlusterfsVolumeSource.class, GlusterfsPersistentVolumeSource.class)) {
      table.of(glusterfs).field("endpoints", required()).field("path", required());
    }
    for (Class<?> rbd : List.of(RBDVolumeSource.class, RBDPersistentVolumeSource.class)) {
      table.of(rbd).field("monitors", required()).field("image", required());
    }
    for (Class<?> ceph : List.of(CephFSVolumeSource.class, CephFSPersistentVolumeSource.class)) {
      table.of(ceph).field("monitors", required());
    }
    for (Class<?> flex : List.of(FlexVolumeSource.class, FlexPersistentVolumeSource.class)) {
      table.of(flex).field("driver", required());
    }
    table
        .of(QuobyteVolumeSource.class)
        .field(
            "registry", required("must be a host:port pair or multiple pairs separated by commas"))
        .field("volume", required());
    table
        .of(CSIPersistentVolumeSource.class)
        .field("driver", required(), form(Form.DRIVER_NAME))
        .field("volumeHandle", required());
  }

  private static void clouds(ConstraintTable table) {
    table
        .of(GCEPersistentDiskVolumeSource.class)
        .field("pdName", required())
        .field("partition", partition());
    table
        .of(AWSElasticBlockStoreVolumeSource.class)
        .field("volumeID", required())
        .field("partition", partition());
    for (Class<?> cinder : List.of(CinderVolumeSource.class, CinderPersistentVolumeSource.class)) {
      table.of(cinder).field("volumeID", required());
    }
    for (Class<?> file :
        List.of(AzureFileVolumeSource.class, AzureFilePersistentVolumeSource.class)) {
      table.of(file).field("secretName", required()).field("shareName", required());
    }
    table
        .of(AzureDiskVolumeSource.class)
        .field("diskName", required())
        .field("diskURI", required())
        .field("cachingMode", oneOf("None", "ReadOnly", "ReadWrite"))
        .field("kind", oneOf("Dedicated", "Managed", "Shared"));
    table.of(VsphereVirtualDiskVolumeSource.class).field("volumePath", required());
    table.of(PhotonPersistentDiskVolumeSource.class).field("pdID", required());
    table.of(PortworxVolumeSource.class).field("volumeID", required());
    for (Class<?> scale : List.of(ScaleIOVolumeSource.class, ScaleIOPersistentVolumeSource.class)) {
      table
          .of(scale)
          .field("gateway", required())
          .field("system", required())
          .field("volumeName", required());
    }
    for (Class<?> os :
        List.of(StorageOSVolumeSource.class, StorageOSPersistentVolumeSource.class)) {
      table.of(os).field("volumeName", required(), dnsLabel()).field("volumeNamespace", dnsLabel());
    }
  }

  private static ConstraintDef<?, ?> partition() {
    return within(0, LUN_MAX, "must be between 1 and 255, inclusive");
  }

  private static void persistent(ConstraintTable table) {
    table.of(PersistentVolume.class).implied("spec");
    table
        .of(PersistentVolumeSpec.class)
        .field("accessModes", required())
        .each("accessModes", oneOf(ACCESS_MODES))
        .field("capacity", required())
        .values("capacity", quantity())
        .field("storageClassName", dnsSubdomain())
        .field("volumeAttributesClassName", dnsSubdomain())
        .field("persistentVolumeReclaimPolicy", oneOf("Delete", "Recycle", "Retain"))
        .field("volumeMode", oneOf("Block", "Filesystem"));
    table.of(PersistentVolumeClaim.class).implied("spec");
    table
        .of(PersistentVolumeClaimStatus.class)
        .values("capacity", quantity())
        .values("allocatedResources", quantity());
    table.of(PersistentVolumeClaimTemplate.class).implied("spec");
    table
        .of(PersistentVolumeClaimSpec.class)
        .field("accessModes", required("at least 1 access mode is required"))
        .each("accessModes", oneOf(ACCESS_MODES))
        .field("storageClassName", dnsSubdomain())
        .field("volumeAttributesClassName", dnsSubdomain())
        .field("volumeMode", oneOf("Block", "Filesystem"));
    for (Class<?> source : List.of(TypedLocalObjectReference.class, TypedObjectReference.class)) {
      table
          .of(source)
          .field("name", required())
          .field("kind", required())
          .field("apiGroup", dnsSubdomain());
    }
    table
        .of(VolumeNodeAffinity.class)
        .field("required", required("must specify required node constraints"));
    table.of(VolumeResourceRequirements.class).values("requests", quantity());
  }
}
