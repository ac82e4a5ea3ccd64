using Rhumb.Cli.Verbs;
using Rhumb.Generators.Importing;

namespace Rhumb.Tests.Cli;

/// <summary>What people answer at the questions of <c>rhumb import</c>.</summary>
public sealed class ImportDialogueTests
{
    private const string Any = "--set x=VALUE, or --numbers x=LOW,HIGH, or --classes x=a,b,c, or --picture x=LOW,HIGH, or --points x";

    [Theory]
    [InlineData("--latent NAME", "z", "--latent", "z")]
    [InlineData("--latent NAME", "--latent z", "--latent", "z")]
    [InlineData("--latent NAME", "--latent=z", "--latent", "z")]
    [InlineData("--range LOW,HIGH", "-1,1", "--range", "-1,1")]
    [InlineData("--axes nchw|nhwc", "nhwc", "--axes", "nhwc")]
    [InlineData("--classes label=a,b,c", "cat,dog", "--classes", "label=cat,dog")]
    [InlineData("--classes label=a,b,c", "cat, small dog", "--classes", "label=cat, small dog")]
    [InlineData("--classes label=a,b,c", "label=cat,dog", "--classes", "label=cat,dog")]
    [InlineData("--classes label=a,b,c", "--classes cat,dog", "--classes", "label=cat,dog")]
    [InlineData("--classes label=a,b,c", "3,4,5", "--classes", "label=3,4,5")]
    [InlineData("--set x=VALUE, or --classes x=a,b,c", "0.5", "--set", "x=0.5")]
    [InlineData("--set x=VALUE, or --classes x=a,b,c", "x=0.5", "--set", "x=0.5")]
    [InlineData("--set x=VALUE, or --classes x=a,b,c", "--set 0.5", "--set", "x=0.5")]
    [InlineData("--set x=VALUE, or --classes x=a,b,c", "--set=0.5", "--set", "x=0.5")]
    [InlineData("--set x=VALUE, or --classes x=a,b,c", "--set x=0.5", "--set", "x=0.5")]
    [InlineData("--set x=VALUE, or --classes x=a,b,c", "cat,dog", "--classes", "x=cat,dog")]
    [InlineData("--set x=VALUE, or --classes x=a,b,c", "1,2,3", "--classes", "x=1,2,3")]
    [InlineData(Any, "-2", "--set", "x=-2")]
    [InlineData(Any, "-1,1", "--numbers", "x=-1,1")]
    [InlineData(Any, "x=-1,1", "--numbers", "x=-1,1")]
    [InlineData(Any, "day,night", "--classes", "x=day,night")]
    [InlineData(Any, "--picture 0,1", "--picture", "x=0,1")]
    [InlineData(Any, "--points x", "--points", "x")]
    public void An_answer_is_read_as_it_is_meant(string asked, string answer, params string[] options) => Assert.Equal(options, ImportDialogue.Options(asked, answer));

    [Fact]
    public async Task A_bad_answer_is_asked_for_again_and_the_others_stay()
    {
        ImportException open = new("model.onnx", [new ImportQuestion("--latent NAME", "what is the latent"), new ImportQuestion("--rate HZ", "how fast is it"), new ImportQuestion("--set x=VALUE", "what is x")]);
        using var output = new StringWriter();
        using var input = new StringReader("z\nfast\n16000\n0.5\n");
        var dialogue = new ImportDialogue(input, output, typed => typed.Contains("fast") ? "--rate is a number." : null);
        Assert.Equal(["model.onnx", "--latent", "z", "--rate", "16000", "--set", "x=0.5"], await dialogue.AskAsync(open, ["model.onnx"], TestContext.Current.CancellationToken));
        Assert.Contains("--rate is a number.", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, output.ToString().Split("--rate HZ: ").Length - 1);
    }

    [Fact]
    public async Task An_empty_line_leaves_the_questions_open()
    {
        ImportException open = new("model.onnx", [new ImportQuestion("--latent NAME", "what is the latent")]);
        using var input = new StringReader("\n");
        var dialogue = new ImportDialogue(input, TextWriter.Null, _ => null);
        Assert.Same(open, await Assert.ThrowsAsync<ImportException>(() => dialogue.AskAsync(open, ["model.onnx"], TestContext.Current.CancellationToken)));
    }
}
