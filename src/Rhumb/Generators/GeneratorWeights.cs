using System.Security.Cryptography;
using Rhumb.Autodiff.Graphs;
using Rhumb.Runtime;

namespace Rhumb.Generators;

/// <summary>
/// The weights of one generator, each in memory once however many graphs are compiled from it: decode, derivative and metric graphs. Weights are known by
/// their contents, because composing graphs may give one name to two tensors.
/// </summary>
internal sealed class GeneratorWeights : IDisposable
{
    /// <summary>Smaller constants cost less than the bookkeeping.</summary>
    private const int SmallestShared = 4096;

    private readonly SharedWeights _shared = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>The model ready to run, its large constants taken from the shared ones.</summary>
    public CompiledGraph Compile(Model model, ExecutionDevice? device)
    {
        var names = new Dictionary<Value, string>();
        lock (_gate)
        {
            foreach (var value in model.Graph.Initialisers())
            {
                if (value.Constant is not { } data || data.Bytes.Length < SmallestShared)
                    continue;
                var name = $"shared_{Convert.ToHexStringLower(SHA256.HashData(data.Bytes.Span))}_{string.Join('x', data.Shape)}";
                names[value] = name;
                if (_names.Add(name))
                    _shared.Add(name, GraphRuntime.ToTensor(data));
            }
        }
        return GraphRuntime.Compile(Autodiff.Passes.Rename.Run(model, names), device, _shared);
    }

    /// <inheritdoc/>
    public void Dispose() => _shared.Dispose();
}
