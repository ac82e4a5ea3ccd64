import { useCallback, useEffect, useRef } from "react";

/** `action`, which does nothing any more once the component has left the page: what takes long may end after that. */
export function useWhileMounted(action: () => void): () => void {
  const latest = useRef<(() => void) | null>(null);
  useEffect(() => {
    latest.current = action;
    return () => {
      latest.current = null;
    };
  }, [action]);
  return useCallback(() => latest.current?.(), []);
}
