using Rhumb.Studio.Tests.Chairs;

// Test runner, or with --serve the studio itself as a process of its own, which tests may kill.
if (args is ["--serve", var port, var journal])
    return await ChairStudio.ServeAsync(int.Parse(port), journal);
return Array.Exists(args, argument => argument is "-automated" or "@@")
    ? await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args)
    : await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, (builder, arguments) => Rhumb.Studio.Tests.SelfRegisteredExtensions.AddSelfRegisteredExtensions(builder, arguments));
