package io.dayside.triage.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small convolutional network whose last layer is a map: one score for each place. The picture's score is pooled from
 * the map, so that the map shows where the score came from (class activation map; Zhou et al., CVPR 2016).
 *
 * <p>Input (N, channels, size, size). Output: scores (N, 1), maps (N, 1, size / 8, size / 8), mean features (N, last
 * width).
 */
public final class CamNetwork extends AbstractBlock {

    /** Side of the input over side of the map. */
    public static final int MAP_STRIDE = 8;

    private static final byte VERSION = 1;

    private final Block trunk;
    private final Block head;
    private final float sharpness;
    private final int lastWidth;

    /**
     * @param widths channels of the seven layers
     * @param sharpness of the pooling: 0 is the mean of the map, large comes close to its maximum
     */
    public CamNetwork(List<Integer> widths, double sharpness) {
        super(VERSION);
        if (widths.size() != 7) {
            throw new IllegalArgumentException("seven widths expected, not " + widths.size());
        }
        this.sharpness = (float) sharpness;
        this.lastWidth = widths.getLast();
        this.trunk = addChildBlock("trunk", trunk(widths));
        this.head = addChildBlock(
                "head",
                Conv2d.builder().setKernelShape(new Shape(1, 1)).setFilters(1).build());
    }

    private static SequentialBlock trunk(List<Integer> widths) {
        var trunk = new SequentialBlock();
        for (int layer = 0; layer < widths.size(); layer++) {
            int stride = layer == 0 || layer == 2 || layer == 4 ? 2 : 1;
            trunk.add(Conv2d.builder()
                            .setKernelShape(new Shape(3, 3))
                            .setFilters(widths.get(layer))
                            .optStride(new Shape(stride, stride))
                            .optPadding(new Shape(1, 1))
                            .optBias(false)
                            .build())
                    .add(BatchNorm.builder().build())
                    .add(Activation.reluBlock());
        }
        return trunk;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, @Nullable PairList<String, Object> options) {
        NDList features = trunk.forward(parameters, inputs, training);
        var map = head.forward(parameters, features, training).singletonOrThrow();
        var score = sharpness == 0
                ? overPlaces(map)
                : overPlaces(map.mul(sharpness).exp()).log().div(sharpness);
        return new NDList(score, map, overPlaces(features.singletonOrThrow()));
    }

    /** Mean over height and width: (N, C, H, W) to (N, C). */
    private static NDArray overPlaces(NDArray values) {
        Shape shape = values.getShape();
        return values.reshape(shape.get(0), shape.get(1), -1).mean(new int[] {2});
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        trunk.initialize(manager, type, inputs);
        head.initialize(manager, type, trunk.getOutputShapes(inputs));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        Shape map = head.getOutputShapes(trunk.getOutputShapes(inputs))[0];
        return new Shape[] {new Shape(map.get(0), 1), map, new Shape(map.get(0), lastWidth)};
    }
}
