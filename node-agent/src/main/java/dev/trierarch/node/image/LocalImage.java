package dev.trierarch.node.image;

import java.nio.file.Path;

/**
 * An image of the local store, unpacked and ready to run.
 *
 * @param id digest of its configuration, {@code sha256:…}
 * @param rootDirectory its files; never written to
 */
public record LocalImage(String id, ImageConfig config, long sizeBytes, Path rootDirectory) {}
