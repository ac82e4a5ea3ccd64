namespace Rhumb.Autodiff.Rules;

/// <summary>Operators of the standard that no tangent may reach, each with the reason.</summary>
internal static class Refused
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        .. Of("is recurrent, which is left for a later version", "GRU", "LSTM", "RNN"),
        .. Of("is control flow, which is differentiated only once it is unrolled: its decisions must not depend on the model's inputs", "If", "Loop"),
        .. Of("is a loop over slices, which is left for a later version", "Scan"),
        .. Of("works on sequences or optional values, which are left for a later version", "ConcatFromSequence", "Optional", "OptionalGetElement", "OptionalHasElement",
            "SequenceAt", "SequenceConstruct", "SequenceEmpty", "SequenceErase", "SequenceInsert", "SequenceLength", "SequenceMap", "SplitToSequence"),
        .. Of("is spectral, which is left for a later version", "DFT", "MelWeightMatrix", "STFT"),
        .. Of("is left for a later version", "DeformConv", "Det", "MaxRoiPool", "RoiAlign"),
        .. Of("is random, so it has no derivative", "Bernoulli", "Multinomial"),
        .. Of("makes as many elements as there are different ones, so its result is no function with a derivative", "Unique"),
        .. Of("works on text or files", "ImageDecoder", "RegexFullMatch", "StringConcat", "StringNormalizer", "StringSplit", "TfIdfVectorizer"),
        .. new[] { "Adagrad", "Adam", "Gradient", "Momentum" }.Select(op => new OpRule(op) { Domain = "ai.onnx.preview.training", Refusal = "belongs to training, which is left for a later version" }),
    ];

    private static IEnumerable<OpRule> Of(string reason, params IEnumerable<string> operators) => operators.Select(op => new OpRule(op) { Refusal = reason });
}
