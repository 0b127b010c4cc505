package dev.trierarch.catalog.trierarch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;

/**
 * An object of our own that is not stored but made when it is read. Its fields are its schema: the
 * build writes them, with their descriptions, into OpenAPI.
 */
@JsonPropertyOrder({"apiVersion", "kind", "metadata"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public abstract class VirtualObject implements HasMetadata {

  /** How a time to the microsecond is written. */
  static final String MICROS = "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'";

  private static final long serialVersionUID = 1L;

  @JsonPropertyDescription("The version of this object's schema.")
  private String apiVersion = HasMetadata.getApiVersion(getClass());

  @JsonPropertyDescription("What kind of object this is.")
  private String kind = HasMetadata.getKind(getClass());

  @JsonPropertyDescription("The object's name, and when it came to be.")
  private ObjectMeta metadata = new ObjectMeta();

  @Override
  public String getApiVersion() {
    return apiVersion;
  }

  @Override
  public void setApiVersion(String apiVersion) {
    this.apiVersion = apiVersion;
  }

  @Override
  public String getKind() {
    return kind;
  }

  public void setKind(String kind) {
    this.kind = kind;
  }

  @Override
  public ObjectMeta getMetadata() {
    return metadata;
  }

  @Override
  public void setMetadata(ObjectMeta metadata) {
    this.metadata = metadata;
  }
}
