package dev.trierarch.catalog.core;

import static dev.trierarch.catalog.constraint.Constraints.dnsLabel;
import static dev.trierarch.catalog.constraint.Constraints.form;
import static dev.trierarch.catalog.constraint.Constraints.oneOf;
import static dev.trierarch.catalog.constraint.Constraints.quantity;
import static dev.trierarch.catalog.constraint.Constraints.required;
import static dev.trierarch.catalog.constraint.Constraints.within;

import dev.trierarch.catalog.constraint.ConstraintTable;
import dev.trierarch.catalog.form.Form;
import io.fabric8.kubernetes.api.model.CSIVolumeSource;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeSource;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.EphemeralVolumeSource;
import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.NFSVolumeSource;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimTemplate;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.PersistentVolumeSpec;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeResourceRequirements;
import org.hibernate.validator.cfg.ConstraintDef;

/** Rules of single fields of volumes: in pods, and those that stand for themselves. */
public final class VolumeConstraints {

  private static final int MODE_MAX = 0777;
  private static final String[] ACCESS_MODES = {
    "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"
  };

  private VolumeConstraints() {}

  public static void declare(ConstraintTable table) {
    inPods(table);
    projected(table);
    persistent(table);
  }

  private static void inPods(ConstraintTable table) {
    table.of(Volume.class).field("name", required(), dnsLabel());
    table
        .of(HostPathVolumeSource.class)
        .field("path", required())
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
    table.of(NFSVolumeSource.class).field("server", required()).field("path", required());
    table.of(CSIVolumeSource.class).field("driver", required());
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
    table.of(ServiceAccountTokenProjection.class).field("path", required());
    table
        .of(KeyToPath.class)
        .field("key", required())
        .field("path", required(), form(Form.RELATIVE_PATH))
        .field("mode", fileMode());
    table
        .of(DownwardAPIVolumeFile.class)
        .field("path", required(), form(Form.RELATIVE_PATH))
        .field("mode", fileMode());
  }

  private static ConstraintDef<?, ?> fileMode() {
    return within(0, MODE_MAX, "must be a number between 0 and 0777 (octal), both inclusive");
  }

  private static void persistent(ConstraintTable table) {
    table.of(PersistentVolume.class).implied("spec");
    table
        .of(PersistentVolumeSpec.class)
        .field("accessModes", required())
        .each("accessModes", oneOf(ACCESS_MODES))
        .field("capacity", required())
        .values("capacity", quantity())
        .field("persistentVolumeReclaimPolicy", oneOf("Delete", "Recycle", "Retain"))
        .field("volumeMode", oneOf("Block", "Filesystem"));
    table.of(PersistentVolumeClaim.class).implied("spec");
    table.of(PersistentVolumeClaimTemplate.class).implied("spec");
    table
        .of(PersistentVolumeClaimSpec.class)
        .field("accessModes", required("at least 1 access mode is required"))
        .each("accessModes", oneOf(ACCESS_MODES))
        .field("volumeMode", oneOf("Block", "Filesystem"));
    table.of(VolumeResourceRequirements.class).values("requests", quantity());
  }
}
