using System.Globalization;
using Flint.Fuzz;

// flint-fuzz READER [--count N] [--seed S] [--first I]
var options = args.Skip(1).Chunk(2).Where(o => o.Length == 2).ToDictionary(o => o[0], o => long.Parse(o[1], CultureInfo.InvariantCulture));
if (args.Length == 0 || FuzzTargets.All.All(t => t.Name != args[0]))
{
    Console.Error.WriteLine($"usage: flint-fuzz READER [--count N] [--seed S] [--first I]; readers: {string.Join(", ", FuzzTargets.All.Select(t => t.Name))}");
    return 2;
}
var result = Fuzzer.Run(FuzzTargets.Find(args[0]), options.GetValueOrDefault("--count", 10_000), (int)options.GetValueOrDefault("--seed"), options.GetValueOrDefault("--first"));
Console.WriteLine($"{args[0]}: {result.Accepted} read, {result.Refused} refused, {result.Failures.Count} failures");
foreach (var failure in result.Failures) Console.WriteLine(failure);
return result.Failures.Count == 0 ? 0 : 1;
