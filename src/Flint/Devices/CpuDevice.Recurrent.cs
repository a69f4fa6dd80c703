using System.Numerics;
using Flint.Kernels;

namespace Flint;

sealed unsafe partial class CpuDevice
{
    internal override void RecurrentStep(RecurrentTask task) => RecurrentStep(task, isBackward: false);

    internal override void RecurrentStepGradient(RecurrentTask task) => RecurrentStep(task, isBackward: true);

    static void RecurrentStep(RecurrentTask task, bool isBackward)
    {
        if (task.H.DType == DType.Float64) RecurrentStep<double>(task, isBackward);
        else RecurrentStep<float>(task, isBackward);
    }

    static void RecurrentStep<T>(RecurrentTask task, bool isBackward) where T : unmanaged, INumber<T>
    {
        fixed (byte* gx = task.Gx?.Storage, gh = task.Gh?.Storage, h = task.H.Storage, c = task.C?.Storage, kept = task.Kept?.Storage)
        fixed (byte* nextH = task.NextH.Storage, nextC = task.NextC?.Storage, dh = task.Dh?.Storage, dc = task.Dc?.Storage)
        fixed (byte* dgx = task.Dgx?.Storage, dgh = task.Dgh?.Storage, through = task.Through?.Storage)
        {
            var first = new RecurrentRow<T>
            {
                Gx = At<T>(gx, task.Gx), Gh = At<T>(gh, task.Gh), H = At<T>(h, task.H), C = At<T>(c, task.C), Kept = At<T>(kept, task.Kept),
                NextH = At<T>(nextH, task.NextH), NextC = At<T>(nextC, task.NextC), Dh = At<T>(dh, task.Dh), Dc = At<T>(dc, task.Dc),
                Dgx = At<T>(dgx, task.Dgx), Dgh = At<T>(dgh, task.Dgh), Through = At<T>(through, task.Through), Size = task.H.Size(-1),
            };
            var rows = task.H.Size(0);
            if (task.Kind == RecurrentKind.Lstm) new RecurrentStep<T, LstmGates>(first, isBackward).Run(rows);
            else if (task.Kind == RecurrentKind.Gru) new RecurrentStep<T, GruGates>(first, isBackward).Run(rows);
            else if (task.Kind == RecurrentKind.Relu) new RecurrentStep<T, RnnRelu>(first, isBackward).Run(rows);
            else new RecurrentStep<T, RnnTanh>(first, isBackward).Run(rows);
        }
        foreach (var used in (ReadOnlySpan<Tensor?>)
            [task.Gx, task.Gh, task.H, task.C, task.Kept, task.NextH, task.NextC, task.Dh, task.Dc, task.Dgx, task.Dgh, task.Through])
            GC.KeepAlive(used);
    }

    static T* At<T>(byte* memory, Tensor? x) where T : unmanaged => x is null ? null : (T*)memory + x.Offset;
}
